package dev.avitstreams.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.inference.evaluation.Frames.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TallyProperties {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .build();

    @Property(tries = 30)
    void neitherOrderNorPartingChangesABit(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int count, @ForAll @IntRange(max = 3) int parts)
            throws JsonProcessingException {
        List<Frame> frames = Frames.drawn(seed, count);
        String wanted = MAPPER.writeValueAsString(Frames.tally(frames));
        List<Frame> shuffled = new ArrayList<>(frames);
        Collections.shuffle(shuffled, new Random(seed));

        PointTally merged = new PointTally();
        int from = 0;
        for (int part = 0; part <= parts; part++) {
            int to = part == parts ? count : from + (count - from) / 2;
            merged.merge(Frames.tally(shuffled.subList(from, to)));
            from = to;
        }

        assertThat(MAPPER.writeValueAsString(merged)).isEqualTo(wanted);
    }

    @Property(tries = 10)
    void aTallyThatWasWrittenDownGoesOnAsIfItHadNot(@ForAll long seed) throws JsonProcessingException {
        List<Frame> frames = Frames.drawn(seed, 60);
        PointTally begun = Frames.tally(frames.subList(0, 30));

        PointTally resumed = MAPPER.readValue(MAPPER.writeValueAsString(begun), PointTally.class);
        resumed.merge(Frames.tally(frames.subList(30, 60)));

        assertThat(MAPPER.writeValueAsString(resumed)).isEqualTo(MAPPER.writeValueAsString(Frames.tally(frames)));
    }

    @Property(tries = 30)
    void countsAddUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int count) {
        List<Frame> frames = Frames.drawn(seed, count);
        PointTally tally = Frames.tally(frames);

        long labelled =
                frames.stream().filter(frame -> frame.subject().isLabelled()).count();
        assertThat(tally.hits().labelled()).isEqualTo(labelled);
        assertThat(tally.confusion().entries().stream()
                        .mapToLong(Confusion.Entry::frames)
                        .sum())
                .isEqualTo(labelled);
        assertThat(tally.calibration().bins().stream()
                        .mapToLong(Calibration.Bin::frames)
                        .sum())
                .isEqualTo(labelled);
        assertThat(tally.slices().depthDeciles().stream()
                        .mapToLong(slice -> slice.hits().frames())
                        .sum())
                .isEqualTo(count);
        assertThat(java.util.Arrays.stream(tally.cost().depthHistogram()).sum())
                .isEqualTo((long) count * Frames.ARCHITECTURE.tokens());
        if (labelled > 0) {
            assertThat(tally.resamples().top1().low())
                    .isLessThanOrEqualTo(tally.hits().top1());
            assertThat(tally.resamples().top1().high())
                    .isGreaterThanOrEqualTo(tally.hits().top1());
        }
    }
}
