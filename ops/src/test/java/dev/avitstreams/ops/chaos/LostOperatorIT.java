package dev.avitstreams.ops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.ops.chaos.operator.OperatorOrder;
import dev.avitstreams.ops.chaos.operator.OrderFile;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.ServiceProcess;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An instance as a process whose operator fails from within, in every way it can be told to, while frames flow. */
class LostOperatorIT {
    private static final int FRAMES = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aFailingOperatorIsToldAndEndedForAndLosesNoFrame() throws IOException {
        try (Trial trial = new Trial(deployment(), 1, 8, 1, folder, StopSignal.internal(), progress -> {})) {
            Map<OperatorOrder, List<String>> said = new EnumMap<>(OperatorOrder.class);
            int exits = 0;
            ServiceProcess instance = trial.fleet().instances().get(0);
            for (OperatorOrder order : OperatorOrder.values()) {
                // When
                said.put(order, disturb(trial, instance, order));

                // Then
                List<Integer> ends = instance.unexpectedExits();
                exits += order.exitCodes().isEmpty() ? 0 : 1;
                assertThat(ends).as("after it %s", order.describe()).hasSize(exits);
                if (!order.exitCodes().isEmpty()) {
                    assertThat(order.exitCodes())
                            .as("after it %s", order.describe())
                            .contains(ends.get(exits - 1));
                }
                assertThat(trial.lag()).as("after it %s", order.describe()).isZero();
            }
            assertThat(said.get(OperatorOrder.HANG))
                    .anyMatch(line -> line.contains("not ready")
                            && line.matches(
                                    "(?s).*self-test: The operator has been busy with a batch of \\d+ frames for.*"));
            assertThat(said.get(OperatorOrder.THROW))
                    .anyMatch(line -> line.contains("not ready")
                            && line.matches("(?s).*: The operator on .* fails on its own test image: .*"));
            assertThat(trial.closeBooks().all()).isEmpty();
            assertThat(trial.audit().labels() + trial.audit().deadLetters())
                    .isEqualTo(FRAMES * OperatorOrder.values().length);
        }
    }

    /** What /readyz said, from the order on until all frames had come out. */
    private static List<String> disturb(Trial trial, ServiceProcess instance, OperatorOrder order) {
        List<String> said = new ArrayList<>();
        if (!order.exitCodes().isEmpty()) {
            instance.expectExit();
        }
        OrderFile.of(instance).give(order);
        trial.send(FRAMES, 100, () -> {
            instance.readiness().ifPresent(said::add);
            return false;
        });
        Patience patience = new Patience(Duration.ofSeconds(120));
        while (trial.lag() > 0 && !patience.isOver(false)) {
            trial.step();
            instance.readiness().ifPresent(said::add);
        }
        return said;
    }

    private Deployment deployment() throws IOException {
        return new Deployment(
                "lost-operator",
                TopicNames.prefixed("lost-operator-"),
                4,
                ProcessingGuarantee.EXACTLY_ONCE_V2,
                "classic",
                Timeouts.SHORT,
                TinyModel.writeTo(folder.resolve("model")),
                true,
                Optional.empty());
    }
}
