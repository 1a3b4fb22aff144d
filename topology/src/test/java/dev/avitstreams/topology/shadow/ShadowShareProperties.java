package dev.avitstreams.topology.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.topology.frames.FrameCoordinate;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ShadowShareProperties {

    @Property(tries = 100)
    void aboutAsManyFramesAreChosenAsWereAskedFor(
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @IntRange(max = 100) int partition,
            @ForAll @LongRange(max = 1L << 40) long from) {
        int frames = 10_000;
        long chosen = LongStream.range(from, from + frames)
                .filter(offset -> new ShadowShare(share).chooses(new FrameCoordinate("frames", partition, offset)))
                .count();

        // Six standard deviations of a fair draw.
        assertThat(chosen / (double) frames).isCloseTo(share, within(6 * Math.sqrt(share * (1 - share) / frames)));
    }

    @Property
    void aLargerShareHoldsTheFramesOfASmallerOne(
            @ForAll @DoubleRange(min = 0.01, max = 1) double some,
            @ForAll @DoubleRange(min = 0.01, max = 1) double other,
            @ForAll @LongRange(max = 1L << 40) long offset) {
        FrameCoordinate frame = new FrameCoordinate("frames", 3, offset);
        boolean small = new ShadowShare(Math.min(some, other)).chooses(frame);
        boolean large = new ShadowShare(Math.max(some, other)).chooses(frame);

        assertThat(!small || large).isTrue();
    }

    @Example
    void allFramesAreChosenWhereAllAreAskedForAndNoShareIsNone() {
        assertThat(LongStream.range(0, 1000)
                        .allMatch(offset -> new ShadowShare(1).chooses(new FrameCoordinate("f", 0, offset))))
                .isTrue();
        assertThatThrownBy(() -> new ShadowShare(0)).hasMessageContaining("must be above 0 and at most 1");
        assertThatThrownBy(() -> new ShadowShare(Double.NaN)).hasMessageContaining("NaN");
    }
}
