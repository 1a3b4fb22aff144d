package dev.avitstreams.ops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.Fault.Kill;
import dev.avitstreams.ops.chaos.Fault.Stop;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code ops/chaos/exactly-once.sh}: a broker and two instances as processes, one killed, one stopped
 * and one restarted while frames flow.
 */
class ExactlyOnceIT {
    private static final long SEED = 3;
    private static final int FRAMES = 3000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyFrameComesOutOnceThoughInstancesAreKilledAndStopped() throws IOException {
        // Given
        ExactlyOncePlan plan = new ExactlyOncePlan(
                FRAMES,
                3,
                32,
                8,
                2,
                400,
                SEED,
                ProcessingGuarantee.EXACTLY_ONCE_V2,
                "classic",
                TinyModel.writeTo(folder.resolve("model")),
                folder);
        assertThat(FaultPlan.of(SEED, 3, 2).faults())
                .hasAtLeastOneElementOfType(Kill.class)
                .hasAtLeastOneElementOfType(Stop.class);

        // When
        ExactlyOnceReport report =
                new ExactlyOnceRun(plan, StopSignal.internal(), System.out::println, line -> {}).run();

        // Then
        assertThat(report.violations()).isEmpty();
        assertThat(report.exact()).isTrue();
        assertThat(report.labels() + report.deadLetters()).isEqualTo(FRAMES);
        assertThat(report.deadLetters()).isEqualTo(FRAMES / 20);
        assertThat(report.internalTopics().keySet())
                .anyMatch(topic -> topic.endsWith("-changelog"))
                .anyMatch(topic -> topic.endsWith("-repartition"));
    }
}
