package dev.avitstreams.ops.motion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.image.PreparedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillSceneTest {
    private static final int SIDE = 8;
    private static final int PATCH = 4;

    /** Grey 100, and one patch brighter by 60. */
    private static PreparedImage frame(int row, int column) {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int value = 0; value < pixels.length; value++) {
            boolean there = value / SIDE % SIDE / PATCH == row && value % SIDE / PATCH == column;
            pixels[value] = (byte) (there ? 160 : 100);
        }
        return new PreparedImage(SIDE, pixels);
    }

    @Test
    void whatIsThereInFewFramesIsNotOfTheScene() {
        // Given an object that is in each of four places once
        List<PreparedImage> frames = new ArrayList<>();
        for (int place = 0; place < 4; place++) {
            frames.add(frame(place / 2, place % 2));
        }
        frames.add(frame(-1, -1));

        // When
        StillScene scene = new StillScene(frames);

        // Then
        assertThat(scene.differences(frames.get(1), PATCH)).containsExactly(0, 60, 0, 0);
        assertThat(scene.differences(frames.get(2), PATCH)).containsExactly(0, 0, 60, 0);
        assertThat(scene.differences(frames.get(4), PATCH)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void whatIsAlwaysThereIsTheScene() {
        List<PreparedImage> frames = List.of(frame(0, 0), frame(0, 0), frame(1, 1));

        assertThat(new StillScene(frames).differences(frames.get(2), PATCH)).containsExactly(60, 0, 0, 60);
    }
}
