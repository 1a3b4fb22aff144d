package dev.avitstreams.inference.training.augmentation;

import dev.avitstreams.inference.imageset.ImageSet;

/**
 * The class of a training image, or of the two it was mixed from.
 *
 * @param first class index, or {@link #UNLABELLED}
 * @param second likewise; the first again if nothing was mixed
 * @param share of the first, 0 to 1
 */
public record Target(int first, int second, double share) {
    /** Stands for a class that is not known. */
    public static final int UNLABELLED = ImageSet.UNLABELLED;

    public boolean isLabelled() {
        return first != UNLABELLED && second != UNLABELLED;
    }
}
