package dev.avitstreams.inference.evaluation;

import java.util.Arrays;
import java.util.List;

/** What can be read off a frame's logits. Uses {@link StrictMath}: the same bits on every machine. */
final class Scores {
    private Scores() {}

    /**
     * The softmax of logits.
     *
     * @param best index of the most probable class, the first of equals
     * @param logTotal logarithm of Σ exp(logit), in nats
     */
    record Softmax(float[] logits, int best, double logTotal) {
        double confidence() {
            return StrictMath.exp(logits[best] - logTotal);
        }

        /** −ln of the class's probability, in nats. */
        double surprise(int index) {
            return logTotal - logits[index];
        }

        /** In nats. */
        double entropy() {
            double expected = 0;
            for (float logit : logits) {
                expected += StrictMath.exp(logit - logTotal) * logit;
            }
            return logTotal - expected;
        }
    }

    static Softmax softmax(float[] logits) {
        int best = 0;
        for (int index = 1; index < logits.length; index++) {
            if (logits[index] > logits[best]) {
                best = index;
            }
        }
        double sum = 0;
        for (float logit : logits) {
            sum += StrictMath.exp((double) logit - logits[best]);
        }
        return new Softmax(logits, best, logits[best] + StrictMath.log(sum));
    }

    /** Indices of the largest, the first of equals first. */
    static List<Integer> best(float[] logits, int most) {
        int[] best = new int[Math.min(most, logits.length)];
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
}
