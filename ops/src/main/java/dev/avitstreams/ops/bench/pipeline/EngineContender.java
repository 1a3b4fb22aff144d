package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.inference.engine.BatchingFrameClassifier;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.ops.bench.OperatorFeed;
import dev.avitstreams.ops.load.Arrivals;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.Operator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The service's operator without Kafka: the main class of its process. Arguments: the service's configuration, a folder
 * of images, frames a round. Answers as {@link dev.avitstreams.ops.bench.ContenderProcess} wants.
 */
public final class EngineContender {
    private static final int FAILED = 4;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final BatchingFrameClassifier classifier;
    private final List<byte[]> images;
    private final int frames;
    private int next;

    private EngineContender(BatchingFrameClassifier classifier, List<byte[]> images, int frames) {
        this.classifier = classifier;
        this.images = images;
        this.frames = frames;
    }

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err); // nothing but answers
        AvitConfig config = AvitConfig.load(Path.of(arguments[0]), Map.of());
        try (Operator operator = Operator.open(config, EngineListener.NONE)) {
            List<byte[]> images = read(Path.of(arguments[1]));
            new EngineContender(operator.classifier(), images, Integer.parseInt(arguments[2])).serve(out);
        } catch (IOException | RuntimeException | LinkageError e) {
            System.err.println("bench contender engine: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static List<byte[]> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        List<byte[]> images = new ArrayList<>();
        for (Path file : files) {
            images.add(Files.readAllBytes(file));
        }
        return images;
    }

    private void serve(PrintStream out) throws IOException {
        round();
        out.println("ready the operator, fed from memory");
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            long nanos = round();
            out.println("round " + nanos + " " + nanos / frames);
            out.flush();
        }
    }

    /** @return nanoseconds of all at the pace of their middle, as the service's is told */
    private long round() {
        Arrivals arrivals = new Arrivals();
        OperatorFeed.feed(classifier, images, next, frames, outcome -> {
            require(outcome);
            arrivals.add(System.nanoTime() / NANOS_PER_MICRO);
        });
        next = (next + frames) % images.size();
        return Math.round(frames / arrivals.perSecond() * NANOS_PER_SECOND);
    }

    private static void require(FrameOutcome outcome) {
        if (!(outcome instanceof FrameOutcome.Classified)) {
            throw new IllegalStateException("an image was not classified: " + outcome);
        }
    }
}
