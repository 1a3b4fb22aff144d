package dev.avitstreams.inference.training.augmentation;

/**
 * How strongly training images are changed.
 *
 * @param leastArea smallest share of the image's area that a crop keeps, above 0 to 1
 * @param mostStretch largest ratio of a crop's sides before it is squeezed into a square, at least 1
 * @param flip whether half of the images are mirrored
 * @param jitter how far brightness, contrast and saturation may move, as a share; 0 for none
 * @param mixedShare of the images that are mixed with another of the batch, 0 to 1
 * @param mixupAlpha of the Beta distribution of the share in a mixup; 0 for no mixup
 * @param cutmixAlpha likewise for cutmix; 0 for no cutmix
 */
public record Augmentation(
        double leastArea,
        double mostStretch,
        boolean flip,
        double jitter,
        double mixedShare,
        double mixupAlpha,
        double cutmixAlpha) {

    /** The whole image, squeezed into a square, unchanged. */
    public static final Augmentation NONE = new Augmentation(1, 1, false, 0, 0, 0, 0);

    public Augmentation {
        require("leastArea", leastArea, .01, 1);
        require("mostStretch", mostStretch, 1, 4);
        require("jitter", jitter, 0, .9);
        require("mixedShare", mixedShare, 0, 1);
        require("mixupAlpha", mixupAlpha, 0, 2);
        require("cutmixAlpha", cutmixAlpha, 0, 2);
    }

    private static void require(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(field + " is " + value + ", must be " + least + " to " + most);
        }
    }

    boolean mixes() {
        return mixedShare > 0 && (mixupAlpha > 0 || cutmixAlpha > 0);
    }
}
