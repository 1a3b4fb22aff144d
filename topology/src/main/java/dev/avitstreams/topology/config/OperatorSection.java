package dev.avitstreams.topology.config;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.engine.WatchdogLimits;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import java.time.Duration;
import java.util.Optional;

/** {@code operator}: how the model is run. */
public record OperatorSection(
        @Setting(
                value = "Where the model runs. With auto, on a CUDA device if there is one, else on the CPU.",
                byDefault = "auto")
        DevicePreference device,

        @Setting(
                value = "CPU workers, one thread each. Left out, one for each core the process may use.",
                range = "1 to 256")
        Optional<Integer> workers,

        @Setting(
                value = "Stop an image once its class token has halted. Results are the same, on a CPU bit for"
                        + " bit, and cheaper; patch depths then read \"at least\".",
                byDefault = "false")
        boolean earlyExit,

        @Setting(
                value =
                        "What the weights are multiplied in: f32, or bf16 on a CPU with AMX, int8 on one with VNNI or f16"
                                + " on a GPU, which are faster and give slightly other logits and depths than the model was"
                                + " trained for.",
                byDefault = "f32")
        OperatorPrecision precision,

        @Setting(
                value = "How long a stream thread waits for one frame before it fails and the frame is read"
                        + " again. Must be below the transaction timeout.",
                byDefault = "5s",
                range = "100ms to 10m")
        Duration timeout,

        @Setting(
                value = "A batch under way for so long hangs, and an operator that fails all its work and its own test"
                        + " image for so long stays broken: the process ends with exit code 5, to be started anew. Not"
                        + " below operator.timeout.",
                byDefault = "30s",
                range = "100ms to 1h")
        Duration giveUpAfter) {

    public OperatorSection {
        workers.ifPresent(count -> Check.range("operator.workers", count, 1, 256));
        Check.range("operator.timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        Check.range("operator.give-up-after", giveUpAfter, Duration.ofMillis(100), Duration.ofHours(1));
        if (giveUpAfter.compareTo(timeout) < 0) {
            throw new InvalidSettingException(
                    "operator.give-up-after",
                    "is " + Durations.format(giveUpAfter) + ", must be at least operator.timeout, which is "
                            + Durations.format(timeout));
        }
    }

    /** What the backend is told. */
    public BackendOptions backendOptions() {
        return new BackendOptions(
                device,
                workers.orElse(Runtime.getRuntime().availableProcessors()),
                earlyExit ? Completeness.EARLY_EXIT : Completeness.COMPLETE,
                precision);
    }

    /** How long the operator may be silent. */
    public WatchdogLimits watchdog() {
        return new WatchdogLimits(timeout, giveUpAfter);
    }
}
