package dev.avitstreams.ops.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.inspect.Position;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private static final LoadPlan PLAN = new LoadPlan(
            1,
            List.of(new LoadStep(10, 4), LoadStep.flood(2)),
            LoadImage.unlabelled(List.of(new byte[1])),
            Duration.ofSeconds(1));

    private final Journeys journeys = new Journeys(2);

    @Test
    void aFramesTimeIsToldByStage() {
        journeys.sent(at(0), new Journey.Sent(0, 1_000_000, 1_003_000));

        journeys.finished(at(0), new Journey.Labelled(1_050_000, 5_000, 10_000, 20_000));

        StepReport step = report().get(0);
        assertThat(step.labelled()).isEqualTo(1);
        assertThat(step.millis(Stage.APPEND).p50()).isCloseTo(3, within());
        assertThat(step.millis(Stage.PUBLISH).p99()).isCloseTo(47, within());
        assertThat(step.millis(Stage.KAFKA).p99()).isCloseTo(12, within());
        assertThat(step.millis(Stage.ALL).most()).isCloseTo(50, within());
    }

    @Test
    void anOutcomeMayOvertakeTheAcknowledgement() {
        journeys.finished(at(7), new Journey.Labelled(30_000, 1, 1, 1));
        assertThat(journeys.unclaimed()).isEqualTo(1);

        journeys.sent(at(7), new Journey.Sent(1, 10_000, 20_000));

        assertThat(journeys.unclaimed()).isZero();
        assertThat(report().get(1).millis(Stage.PUBLISH).p50()).isCloseTo(10, within());
    }

    @Test
    void everyFrameIsAccountedForInItsStep() {
        for (int frame = 0; frame < 4; frame++) {
            journeys.sent(at(frame), new Journey.Sent(0, 0, 0));
        }
        journeys.finished(at(0), new Journey.Labelled(1, 0, 0, 0));
        journeys.finished(at(1), new Journey.DeadLettered());
        journeys.finished(at(1), new Journey.DeadLettered());

        StepReport step = report().get(0);
        assertThat(journeys.backlog(0)).isEqualTo(2);
        assertThat(step.sent()).isEqualTo(4);
        assertThat(step.deadLettered()).isEqualTo(1);
        assertThat(step.missing()).isEqualTo(2);
        assertThat(journeys.unclaimed()).as("the frame that came out twice").isEqualTo(1);
    }

    private List<StepReport> report() {
        return journeys.report(PLAN, List.of(Backlog.UNFINISHED, Backlog.UNFINISHED));
    }

    private static Position at(long offset) {
        return new Position(0, offset);
    }

    /** Histograms keep three digits. */
    private static Offset<Double> within() {
        return Offset.offset(.05);
    }
}
