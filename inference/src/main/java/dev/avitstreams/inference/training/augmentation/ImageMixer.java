package dev.avitstreams.inference.training.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mixes images of a batch with one another: mixup blends two, cutmix pastes a rectangle of one into the other. Mixed
 * images are new to the teacher too, which stretches few images far. Immutable.
 */
public final class ImageMixer {
    private final Augmentation augmentation;
    private final int side;

    /** @param side S, pixels */
    public ImageMixer(Augmentation augmentation, int side) {
        this.augmentation = augmentation;
        this.side = side;
    }

    /**
     * @param pixels [B, 3, S, S], changed in place
     * @param targets [B]
     * @return [B]
     */
    public List<Target> mix(float[] pixels, List<Target> targets, SplittableRandom random) {
        int images = targets.size();
        if (!augmentation.mixes() || images < 2) {
            return targets;
        }
        float[] originals = pixels.clone();
        List<Target> mixed = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            boolean chosen = random.nextDouble() < augmentation.mixedShare();
            int partner = (image + 1 + random.nextInt(images - 1)) % images;
            mixed.add(chosen ? mixOne(pixels, originals, targets, image, partner, random) : targets.get(image));
        }
        return mixed;
    }

    private Target mixOne(
            float[] pixels, float[] originals, List<Target> targets, int image, int partner, SplittableRandom random) {
        boolean cut = augmentation.mixupAlpha() == 0 || (augmentation.cutmixAlpha() > 0 && random.nextBoolean());
        double alpha = cut ? augmentation.cutmixAlpha() : augmentation.mixupAlpha();
        double share = beta(alpha, random);
        double kept = cut
                ? paste(pixels, originals, image, partner, share, random)
                : blend(pixels, originals, image, partner, share);
        return new Target(targets.get(image).first(), targets.get(partner).first(), kept);
    }

    private double blend(float[] pixels, float[] originals, int image, int partner, double share) {
        int values = 3 * side * side;
        float own = (float) share;
        for (int i = 0; i < values; i++) {
            float other = originals[partner * values + i];
            pixels[image * values + i] = own * originals[image * values + i] + (1 - own) * other;
        }
        return share;
    }

    /** @return the share of the image that was really kept */
    private double paste(
            float[] pixels, float[] originals, int image, int partner, double share, SplittableRandom random) {
        int extent = (int) Math.round(side * Math.sqrt(1 - share));
        int centreX = random.nextInt(side);
        int centreY = random.nextInt(side);
        int left = Math.max(0, centreX - extent / 2);
        int top = Math.max(0, centreY - extent / 2);
        int right = Math.min(side, centreX + (extent + 1) / 2);
        int bottom = Math.min(side, centreY + (extent + 1) / 2);
        int plane = side * side;
        for (int channel = 0; channel < 3; channel++) {
            for (int y = top; y < bottom; y++) {
                int row = channel * plane + y * side + left;
                System.arraycopy(originals, partner * 3 * plane + row, pixels, image * 3 * plane + row, right - left);
            }
        }
        return 1 - (double) (right - left) * (bottom - top) / plane;
    }

    /** A number of Beta(α, α), by Jöhnk's method: it accepts soon for α up to about 1 and is exact for any α. */
    private static double beta(double alpha, SplittableRandom random) {
        while (true) {
            double x = Math.pow(random.nextDouble(), 1 / alpha);
            double y = Math.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return x / (x + y);
            }
        }
    }
}
