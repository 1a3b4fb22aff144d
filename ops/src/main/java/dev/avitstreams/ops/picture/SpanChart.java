package dev.avitstreams.ops.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A table whose cells are spans on an axis that each column has of its own. Needs no fonts on the machine. */
public final class SpanChart {
    private static final int WIDTH = 1000;
    private static final int ROW_HEIGHT = 26;
    private static final int HEAD = 40;
    private static final int MARGIN = 16;
    private static final int THICKNESS = 10;
    private static final int END = 4;
    private static final int NUMBERS = 6 * Lettering.ADVANCE;
    private static final Color INK = new Color(0x222222);
    private static final Color BAND = new Color(0xF4F5F7);
    private static final Color SPAN = new Color(0x1F5FA8);
    private static final Color TAIL = new Color(0x9DBBDD);

    private SpanChart() {}

    /** From {@code from} to {@code middle} in full colour, on to {@code to} in a pale one. */
    public record Line(String name, double from, double middle, double to) {}

    /** Its lines must be as many, and in the order, of the other columns'. */
    public record Column(String title, List<Line> lines) {
        public Column {
            lines = List.copyOf(lines);
        }
    }

    /** Names are taken from the first column. */
    public static BufferedImage draw(List<Column> columns) throws IOException {
        Lettering lettering = Lettering.load();
        List<Line> first = columns.get(0).lines();
        int names = first.stream()
                .mapToInt(line -> Lettering.width(line.name()))
                .max()
                .orElse(0);
        int height = HEAD + first.size() * ROW_HEIGHT + MARGIN;
        BufferedImage picture = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = picture.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, WIDTH, height);
        brush.setColor(BAND);
        for (int row = 0; row < first.size(); row += 2) {
            brush.fillRect(0, HEAD + row * ROW_HEIGHT, WIDTH, ROW_HEIGHT);
        }
        for (int row = 0; row < first.size(); row++) {
            lettering.draw(picture, first.get(row).name(), MARGIN, textTop(row), INK, row == 0);
        }
        int left = MARGIN + names + 2 * MARGIN;
        int width = (WIDTH - left) / columns.size();
        for (int column = 0; column < columns.size(); column++) {
            drawColumn(picture, brush, lettering, columns.get(column), left + column * width, width - MARGIN);
        }
        brush.dispose();
        return picture;
    }

    private static void drawColumn(
            BufferedImage picture, Graphics2D brush, Lettering lettering, Column column, int left, int width) {
        lettering.draw(picture, column.title(), left, MARGIN / 2, INK, true);
        double most = column.lines().stream().mapToDouble(Line::to).max().orElse(1);
        double scale = (width - NUMBERS) / Math.max(most, Double.MIN_NORMAL);
        for (int row = 0; row < column.lines().size(); row++) {
            Line line = column.lines().get(row);
            int top = HEAD + row * ROW_HEIGHT + (ROW_HEIGHT - THICKNESS) / 2;
            int from = left + (int) Math.round(line.from() * scale);
            int middle = left + (int) Math.round(line.middle() * scale);
            int to = left + (int) Math.round(line.to() * scale);
            brush.setColor(TAIL);
            brush.fillRoundRect(from, top, Math.max(END, to - from), THICKNESS, END, END);
            brush.setColor(SPAN);
            brush.fillRoundRect(from, top, Math.max(END, middle - from), THICKNESS, END, END);
            String number = String.format(Locale.ROOT, "%.0f", line.to());
            lettering.draw(picture, number, to + END, textTop(row), INK, false);
        }
    }

    private static int textTop(int row) {
        return HEAD + row * ROW_HEIGHT + (ROW_HEIGHT - Lettering.LINE) / 2;
    }
}
