package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.model.OperatingPoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElasticPolicyTest {
    static final Ladder LADDER =
            new Ladder(List.of(point("best", .8, 3), point("middle", .7, 2), point("cheapest", .6, 1)));

    private static final LoadSample SAMPLE =
            new LoadSample(1, Duration.ofMillis(100), 1, 1, 1, .5, Duration.ofMillis(20), 0);

    private final Deque<PointChoice> script = new ArrayDeque<>();
    private final List<PointChoice> told = new ArrayList<>();
    private final List<PointChoice> begun = new ArrayList<>();
    private final ElasticPolicy policy = new ElasticPolicy(LADDER, this::controller, new EngineListener() {
        @Override
        public void pointsChosen(LoadSample sample, PointChoice choice) {
            told.add(choice);
        }
    });

    private PointController controller(PointChoice first) {
        begun.add(first);
        return sample -> script.remove();
    }

    private static OperatingPoint point(String name, double top1, double gmacs) {
        return new OperatingPoint(name, .9f, 0, Optional.of(new OperatingPoint.Measured(top1, gmacs, 1)));
    }

    @Test
    void itBeginsAtTheBest() {
        assertThat(pointOf(Priority.NORMAL)).isEqualTo("best");
        assertThat(pointOf(Priority.HIGH)).isEqualTo("best");
    }

    @Test
    void eachPriorityHasThePointThatWasChosenForIt() {
        choose(new PointChoice(2, 1));

        assertThat(pointOf(Priority.NORMAL)).isEqualTo("cheapest");
        assertThat(pointOf(Priority.HIGH)).isEqualTo("middle");
        assertThat(policy.isAtItsCheapest(of(Priority.NORMAL))).isTrue();
        assertThat(policy.isAtItsCheapest(of(Priority.HIGH))).isFalse();
        assertThat(told).containsExactly(new PointChoice(2, 1));
    }

    @Test
    void aControllerThatFailsLeavesTheLastChoice() {
        choose(new PointChoice(1, 0));

        policy.observe(SAMPLE); // the script is at its end and throws
        policy.observe(SAMPLE);

        assertThat(policy.choice()).isEqualTo(new PointChoice(1, 0));
        choose(new PointChoice(2, 2));
        assertThat(policy.choice()).isEqualTo(new PointChoice(2, 2));
    }

    @Test
    void aPlaceThatTheLadderDoesNotHaveIsNotTaken() {
        choose(new PointChoice(1, 1));
        choose(new PointChoice(3, 1));

        assertThat(policy.choice()).isEqualTo(new PointChoice(1, 1));
    }

    @Test
    void itGoesOnFromWhereAnotherStandsAtOnceWithAControllerThatBeginsThere() {
        choose(new PointChoice(1, 0));

        policy.resume(new PointChoice(2, 1));

        assertThat(policy.choice()).isEqualTo(new PointChoice(2, 1));
        assertThat(pointOf(Priority.NORMAL)).isEqualTo("cheapest");
        assertThat(pointOf(Priority.HIGH)).isEqualTo("middle");
        assertThat(begun).as("before the next tick").containsExactly(PointChoice.BEST);
        choose(new PointChoice(2, 0));
        assertThat(begun).containsExactly(PointChoice.BEST, new PointChoice(2, 1));
        assertThat(policy.choice()).isEqualTo(new PointChoice(2, 0));
        choose(new PointChoice(1, 0));
        assertThat(begun).as("taken up once").hasSize(2);
    }

    @Test
    void aPlaceBeyondTheEndOfTheLadderIsItsEnd() {
        policy.resume(new PointChoice(6, 4));

        assertThat(policy.choice()).isEqualTo(new PointChoice(2, 2));
        assertThat(policy.isAtItsCheapest(of(Priority.HIGH))).isTrue();
    }

    @Test
    void aListenerThatFailsDoesNotStopTheChoice() {
        ElasticPolicy loud = new ElasticPolicy(LADDER, first -> sample -> new PointChoice(1, 1), new EngineListener() {
            @Override
            public void pointsChosen(LoadSample sample, PointChoice choice) {
                throw new IllegalStateException("told to");
            }
        });

        loud.observe(SAMPLE);

        assertThat(loud.choice()).isEqualTo(new PointChoice(1, 1));
    }

    private void choose(PointChoice choice) {
        script.add(choice);
        policy.observe(SAMPLE);
    }

    private String pointOf(Priority priority) {
        return policy.pointFor(of(priority)).name();
    }

    private static FrameOrigin of(Priority priority) {
        return new FrameOrigin("camera", priority, Optional.empty());
    }
}
