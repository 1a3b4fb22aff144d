package dev.avitstreams.inference.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SmallerSidesTest {
    private final SmallerSides smaller = new SmallerSides(List.of(160, 128, 96));

    private List<OptionalInt> sides(long seed) {
        return LongStream.rangeClosed(1, 600)
                .mapToObj(step -> smaller.sideAt(seed, step))
                .toList();
    }

    @Test
    void everyOtherStepKeepsItsImages() {
        assertThat(LongStream.rangeClosed(1, 600)
                        .filter(step -> smaller.sideAt(7, step).isEmpty()))
                .hasSize(300)
                .allMatch(step -> step % 2 == 0);
    }

    @Test
    void eachSideHasItsTurnAsOftenAsAnyOther() {
        assertThat(List.of(160, 128, 96))
                .allSatisfy(side -> assertThat(Collections.frequency(sides(7), OptionalInt.of(side)))
                        .isEqualTo(100));
    }

    @Test
    void aTrainingTakenUpAgainDrawsTheSame() {
        assertThat(sides(7)).isEqualTo(sides(7)).isNotEqualTo(sides(8));
    }

    @Test
    void refusesNoneAndTheSameTwice() {
        assertThatThrownBy(() -> new SmallerSides(List.of())).hasMessageContaining("sides is []");
        assertThatThrownBy(() -> new SmallerSides(List.of(96, 96))).hasMessageContaining("sides is [96, 96]");
    }
}
