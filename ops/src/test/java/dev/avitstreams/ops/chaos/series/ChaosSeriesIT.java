package dev.avitstreams.ops.chaos.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.ExactlyOnceReport;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.chaos.fault.FaultKind;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code avit chaos series}: three brokers, a registry and two instances as processes, a run of each
 * group protocol, which see every kind of fault between them. Fewer and longer ones: half the time goes into starts.
 */
class ChaosSeriesIT {
    private static final int RUNS = 2;
    private static final int FAULTS = 9;
    private static final int FRAMES = 1200;
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyFrameComesOutOnceWhateverBreaks() throws IOException {
        // Given
        SeriesPlan plan = new SeriesPlan(
                RUNS,
                FRAMES,
                FAULTS,
                ALL,
                16,
                4,
                2,
                3,
                100,
                1,
                List.of("classic", "streams"),
                TinyModel.writeTo(folder.resolve("model")),
                folder);

        // When
        SeriesReport report =
                new ChaosSeries(plan, StopSignal.internal(), System.out::println, line -> {}, row -> {}).run();

        // Then
        assertThat(report.rows()).hasSize(RUNS).allSatisfy(row -> {
            ExactlyOnceReport run = row.report();
            assertThat(run.violations()).as(row.replay()).isEmpty();
            assertThat(run.exact()).isTrue();
            assertThat(run.labels() + run.deadLetters()).isEqualTo(FRAMES);
            assertThat(run.deadLetters()).isEqualTo(FRAMES / 20);
            assertThat(run.internalTopics().keySet())
                    .anyMatch(topic -> topic.endsWith("-changelog"))
                    .anyMatch(topic -> topic.endsWith("-repartition"));
        });
        assertThat(report.rows().stream().flatMap(row -> row.report().faultsMissed().stream()))
                .as(
                        "faults that could not be done, of %d; one in twelve, as an instance may have no partition",
                        RUNS * FAULTS)
                .hasSizeLessThan(RUNS * FAULTS / 3);
    }
}
