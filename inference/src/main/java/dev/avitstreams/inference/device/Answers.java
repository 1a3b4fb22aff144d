package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns what the operator computed into what a caller reads: probabilities, names, a depth map. Immutable. */
final class Answers {
    private static final int TOP = 5;

    private final ModelIdentity identity;
    private final Labels labels;
    private final long macsDense;

    Answers(ModelFolder model) {
        this.identity = model.identity();
        this.labels = model.labels();
        this.macsDense = Macs.dense(model.manifest().architecture());
    }

    Classification of(HaltingResult result, String operatingPoint) {
        byte[] depths = result.depths();
        byte[] patches = Arrays.copyOfRange(depths, 1, depths.length); // the class token comes first
        int grid = (int) Math.sqrt(patches.length); // images are square
        return new Classification(
                top(result.logits()),
                result.logits(),
                depths[0],
                result.meanDepth(),
                new DepthMap(grid, grid, patches, result.completeness()),
                result.activeTokens(),
                result.macs(),
                macsDense,
                operatingPoint,
                identity);
    }

    /** Softmax over all classes, the most probable first; of equal ones the lower index. */
    private List<Prediction> top(float[] logits) {
        int best = indexOfLargest(logits, new boolean[logits.length]);
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - logits[best]);
        }
        if (!Double.isFinite(sum)) {
            throw new ArithmeticException("the scores are not finite numbers");
        }
        List<Prediction> top = new ArrayList<>();
        boolean[] taken = new boolean[logits.length];
        for (int rank = 0; rank < Math.min(TOP, logits.length); rank++) {
            int index = indexOfLargest(logits, taken);
            taken[index] = true;
            float probability = (float) (Math.exp(logits[index] - logits[best]) / sum);
            top.add(new Prediction(
                    index, labels.get(index).id(), labels.get(index).name(), probability));
        }
        return top;
    }

    private static int indexOfLargest(float[] values, boolean[] taken) {
        int best = -1;
        for (int index = 0; index < values.length; index++) {
            if (!taken[index] && (best < 0 || values[index] > values[best])) {
                best = index;
            }
        }
        return best;
    }
}
