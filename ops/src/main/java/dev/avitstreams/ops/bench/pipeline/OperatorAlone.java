package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.bench.ContenderProcess;
import dev.avitstreams.ops.process.StackAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service's operator, decoding included, fed from memory in a process of its own. Used by one thread. */
final class OperatorAlone implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ContenderProcess contender;
    private final int frames;

    /** @param cpuMillis processor time a frame */
    record Round(double framesPerSecond, double cpuMillis) {}

    private OperatorAlone(ContenderProcess contender, int frames) {
        this.contender = contender;
        this.frames = frames;
    }

    /**
     * Starts it and does a round that does not count.
     *
     * @param setting what differs from the service's defaults; those that are not the operator's are left out
     * @param images a folder of them
     * @param frames of a round
     * @param folder for configuration and log
     */
    static OperatorAlone start(
            Path model, @Nullable VariedSetting setting, int workers, Path images, int frames, Path folder)
            throws IOException {
        Path config = new ServiceConfig("avit-bench-operator", model, workers, StackAddress.NOWHERE, folder, 0)
                .with(setting != null && setting.path().startsWith("operator.") ? setting : null)
                .write(folder);
        List<String> program = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EngineContender.class.getName(),
                config.toString(),
                images.toString(),
                Integer.toString(frames));
        ContenderProcess contender = ContenderProcess.start("operator", program, folder.resolve("operator.log"));
        try {
            contender.awaitReady();
        } catch (IOException | RuntimeException e) {
            contender.close();
            throw e;
        }
        return new OperatorAlone(contender, frames);
    }

    Round round() throws IOException {
        Duration before = contender.cpuTime();
        double seconds = contender.round().wallNanos() / NANOS;
        Duration taken = contender.cpuTime().minus(before);
        return new Round(frames / seconds, taken.toNanos() / NANOS_PER_MILLI / frames);
    }

    @Override
    public void close() {
        contender.close();
    }
}
