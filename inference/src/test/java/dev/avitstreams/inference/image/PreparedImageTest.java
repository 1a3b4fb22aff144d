package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PreparedImageTest {
    private static final int SIDE = 12;
    private static final int SMALLER = 8;

    /** Red rises downwards, green to the right, blue is the same everywhere. */
    private final PreparedImage image = ramps();

    private static PreparedImage ramps() {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                pixels[y * SIDE + x] = (byte) (20 * y);
                pixels[(SIDE + y) * SIDE + x] = (byte) (20 * x);
                pixels[(2 * SIDE + y) * SIDE + x] = (byte) 200;
            }
        }
        return new PreparedImage(SIDE, pixels);
    }

    @Test
    void shrinksEachColourByItself() {
        byte[] pixels = image.shrunkTo(SMALLER).pixels();

        assertThat(pixels).hasSize(3 * SMALLER * SMALLER);
        for (int y = 1; y < SMALLER; y++) {
            for (int x = 1; x < SMALLER; x++) {
                assertThat(at(pixels, 0, y, x))
                        .isGreaterThan(at(pixels, 0, y - 1, x))
                        .isEqualTo(at(pixels, 0, y, x - 1));
                assertThat(at(pixels, 1, y, x))
                        .isGreaterThan(at(pixels, 1, y, x - 1))
                        .isEqualTo(at(pixels, 1, y - 1, x));
                assertThat(at(pixels, 2, y, x)).isEqualTo(200);
            }
        }
    }

    private static int at(byte[] pixels, int channel, int y, int x) {
        return pixels[(channel * SMALLER + y) * SMALLER + x] & 0xFF;
    }

    @Test
    void toItsOwnSideItIsItself() {
        byte[] before = Arrays.copyOf(image.pixels(), image.pixels().length);

        assertThat(image.shrunkTo(SIDE)).isSameAs(image);
        assertThat(image.shrunkTo(SMALLER).side()).isEqualTo(SMALLER);
        assertThat(image.pixels()).isEqualTo(before);
    }

    @Test
    void itIsNeverEnlarged() {
        assertThatThrownBy(() -> image.shrunkTo(13))
                .hasMessage("an image of a side of 12 pixels cannot be shrunk to 13");
    }
}
