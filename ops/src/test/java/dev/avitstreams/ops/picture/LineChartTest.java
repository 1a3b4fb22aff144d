package dev.avitstreams.ops.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.avitstreams.ops.picture.LineChart.Curve;
import dev.avitstreams.ops.picture.LineChart.Panel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final int FIRST_COLOUR = 0xFF1F5FA8;
    private static final int TENTH_COLOUR = 0xFF9A9A00;

    private static long coloured(BufferedImage picture, int left, int right) {
        return count(picture, left, right, 40, 200, FIRST_COLOUR);
    }

    @Test
    void curveRunsThroughItsPanelAndLeavesOutWhatIsNoNumber() throws IOException {
        // Given: numbers in the first half only
        double[] x = new double[100];
        double[] y = new double[100];
        for (int i = 0; i < 100; i++) {
            x[i] = i;
            y[i] = i < 50 ? i % 10 : Double.NaN;
        }

        // When
        BufferedImage picture =
                LineChart.draw(List.of(new Panel("loss", List.of(new Curve("part", x, y, false)))), "steps");

        // Then
        assertThat(coloured(picture, 100, 450)).isGreaterThan(100);
        assertThat(coloured(picture, 520, 880)).isZero();
    }

    @Test
    void namesThatDoNotFitBesideTheOthersAreInLinesBelow() throws IOException {
        // Given: eight names in the first line would reach beyond the picture
        double[] x = {0, 1};
        List<Curve> curves = IntStream.range(0, 10)
                .mapToObj(i -> new Curve("side-" + (200 + i), x, new double[] {i, i}, false))
                .toList();

        // When
        BufferedImage picture = LineChart.draw(List.of(new Panel("share by point", curves)), "seconds");

        // Then: the tenth curve's colour is in the second line of names, and nowhere at the right edge
        assertThat(count(picture, 200, 880, 27, 44, TENTH_COLOUR)).isPositive();
        assertThat(count(picture, 90, 200, 0, 50, TENTH_COLOUR))
                .as("curves are below the names")
                .isZero();
        assertThat(count(picture, 90, 200, 50, 200, TENTH_COLOUR)).isPositive();
        assertThat(count(picture, 880, 900, 0, 44, 0xFFFFFFFF)).isEqualTo(20L * 44);
    }

    private static long count(BufferedImage picture, int left, int right, int top, int bottom, int colour) {
        long count = 0;
        for (int x = left; x < right; x++) {
            for (int y = top; y < bottom; y++) {
                count += picture.getRGB(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void emptyAndFlatCurvesAreDrawnToo() {
        Curve empty = new Curve("empty", new double[0], new double[0], true);
        Curve flat = new Curve("flat", new double[] {0}, new double[] {0}, true);

        assertThatCode(() -> LineChart.draw(
                        List.of(new Panel("one", List.of(empty)), new Panel("two", List.of(flat))), "steps"))
                .doesNotThrowAnyException();
    }
}
