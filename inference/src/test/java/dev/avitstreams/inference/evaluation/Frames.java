package dev.avitstreams.inference.evaluation;

import dev.avitstreams.inference.model.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Frames and judgements drawn by lot, for the laws of the tallies. */
final class Frames {
    static final int CLASSES = 12;
    static final Architecture ARCHITECTURE = new Architecture(32, 8, 32, 2, 6, 128, CLASSES);

    private Frames() {}

    /** One frame that two models were shown. */
    record Frame(Subject subject, float[] logits, Judgement one, Judgement other) {}

    static List<Frame> drawn(long seed, int count) {
        Random random = new Random(seed);
        List<Frame> frames = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int truth = random.nextInt(5) == 0 ? Subject.UNKNOWN : random.nextInt(CLASSES);
            Subject subject =
                    new Subject(random.nextLong(), truth, "camera-" + random.nextInt(3), random.nextInt(25) - 1);
            float[] logits = logits(random, truth);
            frames.add(new Frame(
                    subject, logits, judged(random, truth, logits), judged(random, truth, logits(random, truth))));
        }
        return frames;
    }

    private static float[] logits(Random random, int truth) {
        float[] logits = new float[CLASSES];
        for (int index = 0; index < CLASSES; index++) {
            logits[index] = (float) random.nextGaussian() * 2 + (index == truth ? 2 : 0);
        }
        return logits;
    }

    private static Judgement judged(Random random, int truth, float[] logits) {
        int[] active = new int[ARCHITECTURE.blocks()];
        int tokens = ARCHITECTURE.tokens();
        for (int layer = 0; layer < active.length; layer++) {
            active[layer] = tokens;
            tokens -= random.nextInt(tokens + 1);
        }
        int layers = (int) Arrays.stream(active).filter(left -> left > 0).count();
        return Judgement.of(
                logits, truth, active, 1 + random.nextInt(layers), 1_000_000 + random.nextInt(), ARCHITECTURE);
    }

    static PointTally tally(List<Frame> frames) {
        PointTally tally = new PointTally();
        Resampling resampling = new Resampling(1);
        for (Frame frame : frames) {
            tally.add(
                    frame.subject(),
                    frame.one(),
                    frame.other(),
                    resampling.weights(frame.subject().key()));
        }
        return tally;
    }
}
