package dev.avitstreams.inference.evaluation;

import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.halting.PrunedResult;
import dev.avitstreams.inference.model.Architecture;
import java.util.Arrays;
import java.util.List;

/**
 * What a contender made of one image.
 *
 * @param best classes, most likely first, at most five
 * @param entropy of the class probabilities, in nats
 * @param gmacs multiply-accumulates done, in 10⁹
 * @param gmacsEarlyExit the same with the image's rows dropped once its class token halted: same logits
 * @param meanDepth of all tokens, in layers
 * @param classDepth of the class token, in layers
 */
public record Answer(
        List<Integer> best, double entropy, double gmacs, double gmacsEarlyExit, double meanDepth, int classDepth) {
    private static final int MOST = 5;

    public Answer {
        best = List.copyOf(best);
    }

    static Answer of(HaltingResult result, Architecture architecture) {
        int classDepth = result.depths()[0];
        int[] untilExit = Arrays.copyOf(result.activeTokens(), result.activeTokens().length);
        Arrays.fill(untilExit, classDepth, untilExit.length, 0);
        return new Answer(
                best(result.logits()),
                entropy(result.logits()),
                result.macs() / 1e9,
                Macs.ofActive(architecture, untilExit) / 1e9,
                result.meanDepth(),
                classDepth);
    }

    static Answer of(DenseResult result, Architecture architecture) {
        double gmacs = result.macs() / 1e9;
        int layers = architecture.blocks();
        return new Answer(best(result.logits()), entropy(result.logits()), gmacs, gmacs, layers, layers);
    }

    static Answer of(PrunedResult result, Architecture architecture) {
        double gmacs = result.macs() / 1e9;
        int[] active = result.activeTokens();
        int layers = (int) Arrays.stream(active).filter(tokens -> tokens > 0).count();
        double meanDepth = (double) Arrays.stream(active).sum() / architecture.tokens();
        return new Answer(best(result.logits()), entropy(result.logits()), gmacs, gmacs, meanDepth, layers);
    }

    /** The most likely class. */
    int first() {
        return best.get(0);
    }

    /** Indices of the largest, the first of equals first. Cheap, for it counts into the time of a contender. */
    private static List<Integer> best(float[] logits) {
        int[] best = new int[Math.min(MOST, logits.length)];
        int found = 0;
        for (int index = 0; index < logits.length; index++) {
            int place = found;
            while (place > 0 && logits[index] > logits[best[place - 1]]) {
                place--;
            }
            if (place < best.length) {
                int moved = Math.min(found, best.length - 1) - place;
                System.arraycopy(best, place, best, place + 1, moved);
                best[place] = index;
                found = Math.min(found + 1, best.length);
            }
        }
        return Arrays.stream(best).boxed().toList();
    }

    private static double entropy(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double weighted = 0;
        for (float logit : logits) {
            double exponential = Math.exp(logit - largest);
            sum += exponential;
            weighted += exponential * (logit - largest);
        }
        return Math.log(sum) - weighted / sum;
    }
}
