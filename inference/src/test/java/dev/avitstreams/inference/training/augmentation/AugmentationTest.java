package dev.avitstreams.inference.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.image.CropRectangle;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Normalisation;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final Augmentation STRONG = new Augmentation(.1, 2, true, .4, 1, .4, 1);
    private static final Normalisation PLAIN = new Normalisation(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

    @Property(tries = 300)
    void cropLiesInsideTheImage(
            @ForAll @IntRange(min = 1, max = 500) int width,
            @ForAll @IntRange(min = 1, max = 500) int height,
            @ForAll long seed) {
        CropRectangle crop = new RandomCrop(STRONG, new SplittableRandom(seed)).choose(width, height);

        assertThat(crop.left() + crop.width()).isLessThanOrEqualTo(width);
        assertThat(crop.top() + crop.height()).isLessThanOrEqualTo(height);
    }

    @Property(tries = 100)
    void mixedPixelsStayBetweenTheirOriginalsAndSharesTell(@ForAll long seed) {
        // Given three images of one colour each
        int side = 8;
        int values = 3 * side * side;
        float[] pixels = new float[3 * values];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / values;
        }
        List<Target> targets = List.of(new Target(0, 0, 1), new Target(1, 1, 1), new Target(2, 2, 1));

        // When
        List<Target> mixed = new ImageMixer(STRONG, side).mix(pixels, targets, new SplittableRandom(seed));

        // Then the mean colour is what the shares say
        for (int image = 0; image < 3; image++) {
            Target target = mixed.get(image);
            double sum = 0;
            for (int i = image * values; i < (image + 1) * values; i++) {
                sum += pixels[i];
            }
            double told = target.share() * target.first() + (1 - target.share()) * target.second();
            assertThat(sum / values).isCloseTo(told, within(1e-5));
            assertThat(target.first()).isEqualTo(image);
            assertThat(target.second()).isNotEqualTo(image);
        }
    }

    @Test
    void withoutJitterPixelsAreOnlyNormalisedAndPerhapsMirrored() {
        byte[] bytes = {0, 51, 102, (byte) 255, 0, 51, 102, (byte) 255, 0, 51, 102, (byte) 255};
        Augmentation flipOnly = new Augmentation(1, 1, true, 0, 0, 0, 0);
        boolean sawPlain = false;
        boolean sawMirrored = false;
        for (int seed = 0; seed < 20; seed++) {
            float[] values = new float[12];
            new PixelAugmenter(flipOnly, PLAIN)
                    .apply(new PreparedImage(2, bytes), new SplittableRandom(seed), values, 0);
            sawPlain |= values[0] == 0 && values[1] == .2f && values[3] == 1;
            sawMirrored |= values[1] == 0 && values[0] == .2f && values[2] == 1;
        }
        assertThat(sawPlain && sawMirrored).isTrue();
    }

    @Test
    void jitterMovesColoursAndKeepsTheirRange() {
        byte[] bytes = {10, 60, 110, (byte) 200, 20, 70, 120, (byte) 210, 30, 80, (byte) 130, (byte) 250};
        float[] values = new float[12];
        new PixelAugmenter(new Augmentation(1, 1, false, .5, 0, 0, 0), PLAIN)
                .apply(new PreparedImage(2, bytes), new SplittableRandom(4), values, 0);

        assertThat(values).usingComparatorWithPrecision(1e-6f).doesNotContain(10 / 255f);
        for (float value : values) {
            assertThat(value).isBetween(0f, 1f);
        }
    }
}
