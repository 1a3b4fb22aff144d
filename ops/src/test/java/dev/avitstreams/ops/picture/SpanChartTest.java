package dev.avitstreams.ops.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.picture.SpanChart.Column;
import dev.avitstreams.ops.picture.SpanChart.Line;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanChartTest {
    private static final int FULL = 0x1F5FA8;
    private static final int PALE = 0x9DBBDD;

    @Test
    void aSpanIsAsLongAsItsValue() throws IOException {
        BufferedImage picture = SpanChart.draw(
                List.of(new Column("ms", List.of(new Line("one", 0, 100, 100), new Line("half", 0, 50, 50)))));

        assertThat((double) count(picture, FULL, 1) / count(picture, FULL, 0)).isBetween(0.48, 0.52);
    }

    @Test
    void whatLiesBeyondTheMiddleIsPale() throws IOException {
        BufferedImage picture = SpanChart.draw(List.of(new Column("ms", List.of(new Line("one", 0, 25, 100)))));

        assertThat((double) count(picture, PALE, 0) / count(picture, FULL, 0)).isBetween(2.8, 3.2);
    }

    /** Pixels of a colour in the middle of a row's bar. */
    private static long count(BufferedImage picture, int colour, int row) {
        int y = 40 + row * 26 + 13;
        long pixels = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            pixels += (picture.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
        }
        return pixels;
    }
}
