package dev.avitstreams.inference.training.evaluation;

import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import java.util.Arrays;

/**
 * What the operator made of one image.
 *
 * @param best class
 * @param gmacs and {@code gmacsEarlyExit} as in {@link Evaluation}
 */
record Verdict(int best, double gmacs, double gmacsEarlyExit, double meanDepth, int classDepth) {

    static Verdict of(HaltingResult result, Architecture architecture) {
        int classDepth = result.depths()[0];
        int[] untilExit = Arrays.copyOf(result.activeTokens(), result.activeTokens().length);
        Arrays.fill(untilExit, classDepth, untilExit.length, 0);
        return new Verdict(
                best(result.logits()),
                result.macs() / 1e9,
                Macs.ofActive(architecture, untilExit) / 1e9,
                result.meanDepth(),
                classDepth);
    }

    /** Index of the largest, the first of equals. */
    static int best(float[] logits) {
        int best = 0;
        for (int index = 1; index < logits.length; index++) {
            if (logits[index] > logits[best]) {
                best = index;
            }
        }
        return best;
    }
}
