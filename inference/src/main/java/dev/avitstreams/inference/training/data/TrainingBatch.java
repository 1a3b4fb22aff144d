package dev.avitstreams.inference.training.data;

import dev.avitstreams.inference.training.augmentation.Target;
import java.util.List;

/**
 * The images of one step, augmented and normalised.
 *
 * @param step counted from 1
 * @param side S, pixels
 * @param pixels [B, 3, S, S], normalised
 * @param targets [B]
 */
public record TrainingBatch(long step, int side, float[] pixels, List<Target> targets) {
    public TrainingBatch {
        targets = List.copyOf(targets);
        if (pixels.length != targets.size() * 3 * side * side) {
            throw new IllegalArgumentException("pixels has " + pixels.length + " values, expected " + targets.size()
                    + " × 3 × " + side + " × " + side);
        }
    }

    public int images() {
        return targets.size();
    }
}
