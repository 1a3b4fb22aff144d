package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Learned for 8 × 8 patches, of width 2: the first number is the patch's row, the second ten times its column. */
class PositionsTest {
    private static final int GRID = 8;

    private final Tensor learned = learned(); // [1, 65, 2]
    private final Positions positions = new Positions(learned, GRID);

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static Tensor learned() {
        float[] values = new float[(GRID * GRID + 1) * 2];
        values[0] = -1;
        values[1] = -2;
        for (int patch = 0; patch < GRID * GRID; patch++) {
            values[2 + 2 * patch] = patch / GRID;
            values[3 + 2 * patch] = 10 * (patch % GRID);
        }
        return Tensor.create(values, 1, GRID * GRID + 1, 2);
    }

    @AfterEach
    void close() {
        positions.close();
        learned.close();
    }

    @Test
    void imagesOfTheModelsSideGetWhatWasLearned() {
        assertThat(positions.of(GRID)).isSameAs(learned);
    }

    @Test
    void smallerOnesGetThePlaceThatEachPatchHasInTheWholeImage() {
        int patches = 4;
        float[] shrunk = Host.floats(positions.of(patches));

        assertThat(shrunk).hasSize((patches * patches + 1) * 2);
        assertThat(shrunk[0]).isEqualTo(-1); // the class token has no place
        assertThat(shrunk[1]).isEqualTo(-2);
        for (int row = 1; row < patches - 1; row++) { // beyond the border there is nothing to interpolate with
            for (int column = 1; column < patches - 1; column++) {
                int at = 2 + 2 * (row * patches + column);
                assertThat(shrunk[at]).isCloseTo(2 * row + .5f, within(1e-4f));
                assertThat(shrunk[at + 1]).isCloseTo(10 * (2 * column + .5f), within(1e-3f));
            }
        }
    }

    @Test
    void theyAreMadeOnce() {
        assertThat(positions.of(3)).isSameAs(positions.of(3));
    }

    @Test
    void moreThanWasLearnedIsRefused() {
        assertThatThrownBy(() -> positions.of(9))
                .hasMessage("an image has 9 patches along a side, the model at most 8");
    }
}
