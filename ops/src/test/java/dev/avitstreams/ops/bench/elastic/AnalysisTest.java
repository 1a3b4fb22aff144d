package dev.avitstreams.ops.bench.elastic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.OperatingPoint.Measured;
import dev.avitstreams.ops.bench.elastic.FrameLog.Label;
import dev.avitstreams.ops.bench.elastic.FrameLog.Logged;
import dev.avitstreams.ops.bench.elastic.LiveReport.Part;
import dev.avitstreams.ops.bench.elastic.LiveReport.PointUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final LivePlan PLAN = new LivePlan(
            Path.of("model"),
            Ladder.named(List.of(point("best", 0.75, 0.8), point("cheap", 0.65, 0.4))),
            8,
            0.25,
            "best",
            List.of(0.5, 2.0),
            Duration.ofSeconds(10),
            1,
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            1,
            3,
            OptionalInt.empty(),
            Duration.ofSeconds(15));

    private final Analysis analysis = new Analysis(
            PLAN,
            2,
            List.of(
                    new Logged(0, 0.5, label(100, "best", true)),
                    new Logged(0, 3, label(200, "best", false)),
                    new Logged(1, 10.1, label(900, "best", true)),
                    new Logged(1, 10.2, Optional.empty()),
                    new Logged(1, 15, label(240, "cheap", true))),
            List.of(20.0, 499.0),
            1);

    @Test
    void aFrameThatWasSkippedIsNotInTime() {
        Part all = analysis.all();

        assertThat(all.offered()).isEqualTo(5);
        assertThat(all.labelled()).isEqualTo(4);
        assertThat(all.skipped()).isEqualTo(1);
        assertThat(all.withinObjective()).isEqualTo(3 / 5.0, within(1e-9));
        assertThat(all.top1()).hasValue(0.75);
        assertThat(all.expectedTop1()).isEqualTo((3 * 0.75 + 0.65) / 4, within(1e-9));
        assertThat(analysis.missing()).isZero();
    }

    @Test
    void aFrameWithoutALabelThatTheServiceDidNotSkipIsMissing() {
        Analysis lost = new Analysis(PLAN, 2, analysis.frames(), List.of(0.0, 0.0), 0);

        assertThat(lost.all().skipped()).isZero();
        assertThat(lost.missing()).isEqualTo(1);
    }

    @Test
    void aSegmentWhoseFramesWereSentTooLateIsTold() {
        assertThat(analysis.all().punctual()).isTrue();
        assertThat(analysis.all().mostLateMillis()).isEqualTo(499);
        assertThat(analysis.segments()).extracting(Part::mostLateMillis).containsExactly(20.0, 499.0);

        Analysis late = new Analysis(PLAN, 2, analysis.frames(), List.of(501.0, 20.0), 1);
        assertThat(late.segments()).extracting(Part::punctual).containsExactly(false, true);
        assertThat(late.all().punctual()).isFalse();
    }

    @Test
    void aSegmentThatBeganLateIsCountedFromItsFirstFrame() {
        Analysis behind = new Analysis(
                PLAN,
                2,
                List.of(
                        new Logged(0, 0, label(100, "best", true)),
                        new Logged(1, 14, label(900, "best", true)),
                        new Logged(1, 15.9, label(800, "best", true)),
                        new Logged(1, 16, label(200, "cheap", true)),
                        new Logged(1, 23.5, label(100, "cheap", true))),
                List.of(4000.0, 0.0),
                0);

        assertThat(behind.segments().get(1).p95AfterReaction()).isEqualTo(200);
        Series series = behind.series("fixed");
        assertThat(series.seconds()).as("whole seconds until the last frame").hasSize(23);
        assertThat(series.offeredPerSecond()[15]).isEqualTo(1);
    }

    @Test
    void segmentsAreToldApartAndWithoutTheirBeginning() {
        List<Part> segments = analysis.segments();

        assertThat(segments).hasSize(2);
        assertThat(segments.get(0).offered()).isEqualTo(2);
        assertThat(segments.get(1).factor()).hasValue(2);
        assertThat(segments.get(1).p95Millis()).isEqualTo(900);
        assertThat(segments.get(1).p95AfterReaction()).isEqualTo(240);
    }

    @Test
    void pointsAreHeldBesideTheirMeasurements() {
        assertThat(analysis.points())
                .extracting(PointUse::point, PointUse::frames, PointUse::measuredTop1)
                .containsExactly(tuple("best", 3, 0.75), tuple("cheap", 1, 0.65));
    }

    @Test
    void framesAreServedInTheSecondTheyWerePublished() {
        Series series = analysis.series("fixed");

        assertThat(series.seconds()).hasSize(20);
        assertThat(series.offeredPerSecond()[10]).isEqualTo(2);
        assertThat(series.servedPerSecond()[10]).isZero();
        assertThat(series.servedPerSecond()[11]).isEqualTo(1);
        assertThat(series.p95Millis()[11]).isEqualTo(900);
        assertThat(series.p95Millis()[10]).isNaN();
        assertThat(requireNonNull(series.points().get("cheap"))[15]).isEqualTo(1);
    }

    @Test
    void someCamerasAreOfHighPriority() {
        assertThat(PLAN.highPriority()).containsExactly("load-*-000", "load-*-001");
    }

    private static Optional<Label> label(double millis, String point, boolean right) {
        return Optional.of(new Label(millis, point, 0.5, Optional.of(right)));
    }

    private static OperatingPoint point(String name, double top1, double gmacs) {
        return new OperatingPoint(name, 0.99f, 0, Optional.of(new Measured(top1, gmacs, 7)));
    }
}
