package dev.avitstreams.inference.elastic;

import static dev.avitstreams.inference.elastic.Ladders.point;
import static dev.avitstreams.inference.elastic.Ladders.unmeasured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

    @Test
    void pointsAreOrderedByCostAndThoseThatAreBeatenLeftOut() {
        Ladder ladder =
                Ladder.of(List.of(point("cheap", 0.7, 0.5), point("beaten", 0.74, 0.8), point("best", 0.75, 0.7)), 0);

        assertThat(names(ladder)).containsExactly("best", "cheap");
    }

    @Test
    void ofTwoEquallyGoodPointsTheCheaperIsKeptAndOfTwoEqualOnesOne() {
        Ladder ladder =
                Ladder.of(List.of(point("dear", 0.7, 0.6), point("cheap", 0.7, 0.5), point("same", 0.7, 0.5)), 0);

        assertThat(names(ladder)).containsExactly("cheap");
    }

    @Test
    void pointsThatAreNotMeasuredOrNotRightEnoughAreLeftOut() {
        Ladder ladder = Ladder.of(List.of(point("best", 0.75, 0.7), unmeasured("new"), point("poor", 0.6, 0.4)), 0.7);

        assertThat(names(ladder)).containsExactly("best");
    }

    @Test
    void unaskedATenthOfTheImagesIsGivenAtMost() {
        Ladder ladder = Ladder.of(List.of(
                point("best", 0.3, 0.9), point("just", 0.2, 0.8), point("below", 0.199, 0.4), unmeasured("new")));

        assertThat(names(ladder)).containsExactly("best", "just");
    }

    @Test
    void nothingMeasuredIsToldOfWithTheNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.of(List.of(unmeasured("new")), 0))
                .withMessageContaining("[new]")
                .withMessageContaining("avit evaluate");
    }

    @Test
    void anAccuracyThatNoPointReachesIsToldOfWithTheBest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.of(List.of(point("best", 0.75, 0.7)), 0.8))
                .withMessageContaining("min-accuracy is 0.8")
                .withMessageContaining("0.75");
    }

    @Test
    void namedPointsAreAllKeptAndOrdered() {
        Ladder ladder = Ladder.named(List.of(point("cheap", 0.7, 0.5), point("worse", 0.6, 0.8)));

        assertThat(names(ladder)).containsExactly("worse", "cheap");
    }

    @Test
    void aNamedPointThatIsNotMeasuredIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.named(List.of(point("best", 0.7, 0.5), unmeasured("new"))))
                .withMessageContaining("'new' has not been measured");
    }

    @Test
    void namedPointsOfTheSameCostAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.named(List.of(point("one", 0.7, 0.5), point("two", 0.6, 0.5))))
                .withMessageContaining("'one' (0.500 gmacs) is no cheaper than 'two'");
    }

    private static List<String> names(Ladder ladder) {
        return ladder.points().stream().map(OperatingPoint::name).toList();
    }
}
