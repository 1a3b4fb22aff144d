package dev.avitstreams.inference.training.augmentation;

import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Normalisation;
import java.util.SplittableRandom;

/** Mirrors, shifts colours and normalises the pixels of one image. Immutable, safe for any thread. */
public final class PixelAugmenter {
    private static final float[] LUMA = {.299f, .587f, .114f};

    private final Augmentation augmentation;
    private final Normalisation normalisation;

    public PixelAugmenter(Augmentation augmentation, Normalisation normalisation) {
        this.augmentation = augmentation;
        this.normalisation = normalisation;
    }

    /** Writes [3, S, S] to {@code into}, from index {@code at} on. */
    public void apply(PreparedImage image, SplittableRandom random, float[] into, int at) {
        boolean mirrored = augmentation.flip() && random.nextBoolean();
        float brightness = factor(random);
        float contrast = factor(random);
        float saturation = factor(random);
        copy(image, mirrored, into, at);
        if (augmentation.jitter() > 0) {
            int plane = image.side() * image.side();
            jitter(into, at, plane, brightness, contrast, saturation);
        }
        normalise(into, at, image.side() * image.side());
    }

    private float factor(SplittableRandom random) {
        return (float) (1 + augmentation.jitter() * (2 * random.nextDouble() - 1));
    }

    private static void copy(PreparedImage image, boolean mirrored, float[] into, int at) {
        int side = image.side();
        byte[] pixels = image.pixels();
        for (int row = 0; row < 3 * side; row++) {
            for (int x = 0; x < side; x++) {
                int from = row * side + (mirrored ? side - 1 - x : x);
                into[at + row * side + x] = (pixels[from] & 0xFF) / 255f;
            }
        }
    }

    /** Brightness scales, contrast moves away from the mean luma, saturation away from each pixel's own luma. */
    private static void jitter(float[] pixels, int at, int plane, float brightness, float contrast, float saturation) {
        double sum = 0;
        for (int i = at; i < at + plane; i++) {
            sum += luma(pixels, i, plane);
        }
        float grey = (float) (sum / plane) * brightness;
        for (int i = at; i < at + plane; i++) {
            float own = (luma(pixels, i, plane) * brightness - grey) * contrast + grey;
            for (int channel = 0; channel < 3; channel++) {
                int place = i + channel * plane;
                float value = (pixels[place] * brightness - grey) * contrast + grey;
                pixels[place] = Math.min(1, Math.max(0, (value - own) * saturation + own));
            }
        }
    }

    private static float luma(float[] pixels, int red, int plane) {
        return LUMA[0] * pixels[red] + LUMA[1] * pixels[red + plane] + LUMA[2] * pixels[red + 2 * plane];
    }

    private void normalise(float[] pixels, int at, int plane) {
        for (int channel = 0; channel < 3; channel++) {
            float mean = normalisation.mean().get(channel);
            float deviation = normalisation.standardDeviation().get(channel);
            int start = at + channel * plane;
            for (int i = start; i < start + plane; i++) {
                pixels[i] = (pixels[i] - mean) / deviation;
            }
        }
    }
}
