package dev.avitstreams.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.image.PreparedImage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShrunkImagesTest {
    private static final int SIDE = 64;
    /** Rounded once for columns and once for rows. */
    private static final double ROUNDING = 1.01;

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48})
    void areWhatTheOperatorWouldSee(int smaller) {
        byte[] pixels = waves();
        float[] floats = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            floats[i] = pixels[i] & 0xFF;
        }
        byte[] expected = new PreparedImage(SIDE, pixels).shrunkTo(smaller).pixels();

        try (PointerScope scope = new PointerScope()) {
            Tensor shrunk = ShrunkImages.of(Tensor.create(floats, 1, 3, SIDE, SIDE), smaller);
            assertThat(shrunk.sizes().vec().get()).containsExactly(1, 3, smaller, smaller);
            float[] actual = new float[expected.length];
            shrunk.contiguous().data_ptr_float().get(actual);

            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).as("%d", i).isCloseTo(expected[i] & 0xFF, within(ROUNDING));
            }
        }
    }

    /** Fine enough that it matters how far the filter reaches, and away from where 8 bits end. */
    private static byte[] waves() {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE % SIDE;
            pixels[i] = (byte) (128 + 40 * Math.sin(x * 1.1 + i / SIDE / SIDE) + 40 * Math.cos(y * .7));
        }
        return pixels;
    }
}
