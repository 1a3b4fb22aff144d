package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden values: Pillow 9.4, {@code resize(…, BICUBIC)} to 256 and centre crop to 224, on the same noise. */
class BicubicResizeTest {
    private static final int SIDE = 224;

    @ParameterizedTest
    @CsvSource({
        "640, 480, d9188215ddb55955",
        "224, 224, d51c7cc37d4b9fcb",
        "256, 256, f6f89cfb83714c1c",
        "61, 97, d01edd4756aedef0",
        "333, 500, c9b35c57b81a4a87",
        "257, 513, d16c74b7c8ac705a",
        "300, 2, 25c78426648934f8",
        "30, 1, 60f20ca391c399a4",
        "1, 300, beec96409e44edca",
    })
    void equalsPillowToTheBit(int width, int height, String digest) {
        assertThat(Sha256.hex(cropOfNoise(width, height))).startsWith(digest);
    }

    @Test
    void firstPixelsOfTheGolden() {
        byte[] planar = cropOfNoise(640, 480);

        assertThat(unsigned(planar, 0)).containsExactly(144, 64, 108, 95, 182, 170, 74, 94, 165, 166, 114, 86);
        assertThat(unsigned(planar, SIDE * SIDE + 5000))
                .containsExactly(119, 82, 112, 104, 129, 104, 109, 96, 106, 147, 77, 121);
    }

    @Test
    void flatColourStaysFlat() {
        byte[] grey = new byte[500 * 3];
        Arrays.fill(grey, (byte) 77);

        byte[] planar = BicubicResize.apply(
                ImageCrop.of(500, 333, SIDE), (y, fromColumn, into) -> System.arraycopy(grey, 0, into, 0, into.length));

        assertThat(planar).hasSize(3 * SIDE * SIDE).containsOnly(77);
    }

    @Test
    void anOutputOfRowsInSeveralBlocksIsTheirWeightedSum() {
        int source = 1500;
        int side = 32;
        byte[] noise = noise(source, source);
        ImageCrop crop = ImageCrop.of(source, source, side);
        assertThat(crop.rows().counts()[side / 2]).isGreaterThan(2 * 64); // rows of three blocks, whatever the phase

        byte[] planar = BicubicResize.apply(
                crop,
                (y, fromColumn, into) -> System.arraycopy(noise, (y * source + fromColumn) * 3, into, 0, into.length));

        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    assertThat(planar[(channel * side + y) * side + x] & 0xFF)
                            .as("channel %d, row %d, column %d", channel, y, x)
                            .isEqualTo(expected(noise, source, crop, channel, y, x));
                }
            }
        }
    }

    /** Columns first, rounded to eight bits, then rows: one sample after the other. */
    private static int expected(byte[] noise, int source, ImageCrop crop, int channel, int y, int x) {
        long sum = 0;
        for (int row = 0; row < crop.rows().counts()[y]; row++) {
            long across = 0;
            for (int column = 0; column < crop.columns().counts()[x]; column++) {
                int at = (crop.rows().starts()[y] + row) * source
                        + crop.columns().starts()[x]
                        + column;
                across += (long) (noise[3 * at + channel] & 0xFF)
                        * crop.columns().weights()[x * crop.columns().taps() + column];
            }
            sum += rounded(across) * crop.rows().weights()[y * crop.rows().taps() + row];
        }
        return (int) rounded(sum);
    }

    private static long rounded(long weighted) {
        long value = (weighted + BicubicAxis.HALF) >> BicubicAxis.WEIGHT_BITS;
        return Math.max(0, Math.min(value, 255));
    }

    private static byte[] cropOfNoise(int width, int height) {
        byte[] noise = noise(width, height);
        return BicubicResize.apply(
                ImageCrop.of(width, height, SIDE),
                (y, fromColumn, into) -> System.arraycopy(noise, (y * width + fromColumn) * 3, into, 0, into.length));
    }

    /** A linear congruential generator, its upper byte. */
    private static byte[] noise(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        int state = width * 1000 + height;
        for (int i = 0; i < pixels.length; i++) {
            state = state * 1664525 + 1013904223;
            pixels[i] = (byte) (state >>> 24);
        }
        return pixels;
    }

    private static int[] unsigned(byte[] bytes, int from) {
        int[] values = new int[12];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[from + i] & 0xFF;
        }
        return values;
    }
}
