package dev.avitstreams.ops.bench.memory;

import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.ops.bench.OperatorFeed;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.Operator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Sends frames through the service's operator, some of them damaged, and watches this process. For one thread. */
public final class MemoryBench {
    private static final int SAMPLES = 20;
    private static final int DAMAGED_EVERY = 20;

    private final AvitConfig config;
    private final List<byte[]> images;
    private final int frames;
    private final Consumer<String> progress;
    private int classified;
    private int rejected;

    /**
     * @param config of the operator
     * @param images encoded, shown in turn, every twentieth cut in half
     * @param progress told what is going on
     */
    public MemoryBench(AvitConfig config, List<byte[]> images, int frames, Consumer<String> progress) {
        if (frames < SAMPLES) {
            throw new IllegalArgumentException("frames is " + frames + ", must be " + SAMPLES + " or more");
        }
        this.config = config;
        this.images = someDamaged(images);
        this.frames = frames;
        this.progress = progress;
    }

    public MemoryReport run() throws IOException {
        List<MemorySample> samples = new ArrayList<>();
        try (Operator operator = Operator.open(config, EngineListener.NONE)) {
            for (int stretch = 1; stretch <= SAMPLES; stretch++) {
                int until = (int) ((long) frames * stretch / SAMPLES);
                int done = classified + rejected;
                OperatorFeed.feed(operator.classifier(), images, done, until - done, this::count);
                samples.add(MemorySample.now(until));
                progress.accept(String.format(
                        Locale.ROOT,
                        "%,d of %,d frames, %.0f MiB native",
                        until,
                        frames,
                        samples.get(samples.size() - 1).nativeMebibytes()));
            }
        }
        return MemoryReport.of(classified, rejected, samples);
    }

    private void count(FrameOutcome outcome) {
        if (outcome instanceof FrameOutcome.Classified) {
            classified++;
        } else {
            rejected++;
        }
    }

    private static List<byte[]> someDamaged(List<byte[]> images) {
        List<byte[]> some = new ArrayList<>();
        int cycle = (images.size() + DAMAGED_EVERY - 1) / DAMAGED_EVERY * DAMAGED_EVERY;
        for (int image = 0; image < cycle; image++) {
            byte[] whole = images.get(image % images.size());
            some.add(image % DAMAGED_EVERY == DAMAGED_EVERY - 1 ? Arrays.copyOf(whole, whole.length / 2) : whole);
        }
        return List.copyOf(some);
    }
}
