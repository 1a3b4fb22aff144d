package dev.avitstreams.inference.evaluation;

import dev.avitstreams.inference.evaluation.Scores.Softmax;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import java.util.Arrays;
import java.util.List;

/**
 * What a model made of one frame. L layers, N tokens.
 *
 * @param best classes, most likely first, at most five
 * @param confidence probability of the most likely
 * @param entropy of the class probabilities, in nats
 * @param surprise −ln of the true class's probability, in nats; not a number where the class is not known
 * @param tokens N, which points differ in that show the model images of another side
 * @param activeTokens [L] tokens computed in each layer
 * @param classDepth of the class token, in layers
 * @param macs multiply-accumulates done
 * @param macsEarlyExit the same with the rows dropped once the class token halted: same logits
 */
public record Judgement(
        List<Integer> best,
        double confidence,
        double entropy,
        double surprise,
        int tokens,
        int[] activeTokens,
        int classDepth,
        long macs,
        long macsEarlyExit) {
    private static final int MOST = 5;

    public Judgement {
        best = List.copyOf(best);
    }

    /**
     * @param logits [classes], finite
     * @param truth index of the class, or {@link Subject#UNKNOWN}
     * @param architecture at the side of the image that was computed
     */
    public static Judgement of(
            float[] logits, int truth, int[] activeTokens, int classDepth, long macs, Architecture architecture) {
        Softmax softmax = Scores.softmax(logits);
        int[] untilExit = activeTokens.clone();
        Arrays.fill(untilExit, exit(activeTokens, classDepth), untilExit.length, 0);
        return new Judgement(
                Scores.best(logits, MOST),
                softmax.confidence(),
                softmax.entropy(),
                truth == Subject.UNKNOWN ? Double.NaN : softmax.surprise(truth),
                architecture.tokens(),
                activeTokens,
                classDepth,
                macs,
                Math.min(macs, Macs.ofActive(architecture, untilExit)));
    }

    /** Layers until the class token ends. Those left out, which compute no token, do not count to its depth. */
    private static int exit(int[] activeTokens, int classDepth) {
        int computed = 0;
        int layer = 0;
        while (layer < activeTokens.length && computed < classDepth) {
            computed += activeTokens[layer++] > 0 ? 1 : 0;
        }
        return layer;
    }

    /** The most likely class. */
    public int first() {
        return best.get(0);
    }

    /** True where the class is among the k most likely. */
    public boolean isAmong(int k, int truth) {
        return best.subList(0, Math.min(k, best.size())).contains(truth);
    }

    /** Layers computed, over all tokens: N times the mean depth. */
    public int depthSum() {
        return Arrays.stream(activeTokens).sum();
    }

    /** Mean of a token, in layers. */
    public double meanDepth() {
        return (double) depthSum() / tokens;
    }
}
