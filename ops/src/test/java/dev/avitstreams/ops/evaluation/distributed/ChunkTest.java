package dev.avitstreams.ops.evaluation.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.range.OffsetRange.Span;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static OffsetRange range(Span... spans) {
        return new OffsetRange("frames", List.of(spans), Optional.of(7L), Optional.empty());
    }

    @Property(tries = 50)
    void everyOffsetIsInOneChunk(
            @ForAll @IntRange(max = 500) int begin,
            @ForAll @IntRange(max = 500) int length,
            @ForAll @IntRange(min = 1, max = 100) int size) {
        List<Chunk> chunks = Chunk.of(range(new Span(3, begin, begin + length), new Span(5, 0, 0)), size);

        long next = begin;
        for (Chunk chunk : chunks) {
            assertThat(chunk.partition()).isEqualTo(3);
            assertThat(chunk.begin()).isEqualTo(next);
            assertThat(chunk.offsets()).isBetween(1L, (long) size);
            next = chunk.end();
        }
        assertThat(next).isEqualTo(begin + length);
    }

    @Test
    void chunksAreAThousandthWithinBounds() {
        assertThat(Chunk.sizeFor(range(new Span(0, 0, 500)))).isEqualTo(64);
        assertThat(Chunk.sizeFor(range(new Span(0, 0, 300_000), new Span(1, 0, 100_000))))
                .isEqualTo(400);
        assertThat(Chunk.sizeFor(range(new Span(0, 0, 1L << 40)))).isEqualTo(1024);
    }

    @Test
    void aChunkIsReadBackFromItsText() {
        Chunk chunk = new Chunk(3, 1000, 2000);

        assertThat(Chunk.parse(chunk.toString())).isEqualTo(chunk);
        assertThat(chunk.in(range(new Span(3, 0, 5000)))).isEqualTo(range(new Span(3, 1000, 2000)));
        assertThatThrownBy(() -> Chunk.parse("agreement")).hasMessageContaining("'agreement' is no chunk");
    }

    @Test
    void anAgreementHoldsForThoseThatWereAskedForTheSame() {
        Agreement agreement = Agreement.on("from 2h", range(new Span(0, 0, 10)), "a model", new TreeMap<>());

        agreement.require("from 2h", "a model");
        assertThatThrownBy(() -> agreement.require("from 3h", "a model")).hasMessageContaining("from 2h", "from 3h");
        assertThatThrownBy(() -> agreement.require("from 2h", "another")).hasMessageContaining("a model", "another");
    }
}
