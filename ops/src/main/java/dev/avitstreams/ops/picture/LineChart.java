package dev.avitstreams.ops.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Curves over a common horizontal axis, in panels one below the other. Needs no fonts on the machine. */
public final class LineChart {
    private static final int WIDTH = 900;
    private static final int PANEL_HEIGHT = 230;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int BOTTOM = 30;
    private static final int TICKS = 4;
    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final List<Color> COLOURS = List.of(
            new Color(0x1F5FA8),
            new Color(0xD1495B),
            new Color(0x2E8B57),
            new Color(0x8A5FBF),
            new Color(0xC98A1B),
            new Color(0x5A6B7B),
            new Color(0x17A2B8),
            new Color(0xE377C2),
            new Color(0x7A4B2A),
            new Color(0x9A9A00));

    private LineChart() {}

    /**
     * @param x rising
     * @param y as many; values that are not numbers are left out
     * @param marked whether each point gets a dot
     */
    public record Curve(String name, double[] x, double[] y, boolean marked) {
        public Curve {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "curve '" + name + "' has " + x.length + " places and " + y.length + " values");
            }
        }
    }

    /**
     * Curves with a vertical axis of their own; of more than ten, colours come again. Names that do not fit in a line go on in
     * the next.
     */
    public record Panel(String title, List<Curve> curves) {
        public Panel {
            curves = List.copyOf(curves);
        }
    }

    /** @param line from 0, the title's */
    private record Name(int x, int line) {}

    private record Range(double least, double most) {
        static Range of(double[] values, Range before) {
            double least = before.least;
            double most = before.most;
            for (double value : values) {
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
            return new Range(least, most);
        }

        static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

        /** Never empty, never of no extent, and not below 0 for what never is. */
        Range widened() {
            if (least > most) {
                return new Range(0, 1);
            }
            double margin = most > least ? (most - least) * .05 : Math.max(1e-9, Math.abs(most) * .05);
            return new Range(least >= 0 ? Math.max(0, least - margin) : least - margin, most + margin);
        }

        double share(double value) {
            return (value - least) / (most - least);
        }

        double at(double share) {
            return least + (most - least) * share;
        }
    }

    /** @param axis what the horizontal axis counts */
    public static BufferedImage draw(List<Panel> panels, String axis) throws IOException {
        Lettering lettering = Lettering.load();
        BufferedImage picture =
                new BufferedImage(WIDTH, panels.size() * PANEL_HEIGHT + BOTTOM, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = picture.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        Range across = Range.EMPTY;
        for (Panel panel : panels) {
            for (Curve curve : panel.curves()) {
                across = Range.of(curve.x(), across);
            }
        }
        for (int i = 0; i < panels.size(); i++) {
            drawPanel(picture, brush, lettering, panels.get(i), i * PANEL_HEIGHT, across.widened());
        }
        int end = WIDTH - RIGHT - Lettering.width(axis);
        lettering.draw(picture, axis, end, panels.size() * PANEL_HEIGHT + 4, INK, true);
        brush.dispose();
        return picture;
    }

    private static void drawPanel(
            BufferedImage picture, Graphics2D brush, Lettering lettering, Panel panel, int top, Range across) {
        Range up = Range.EMPTY;
        for (Curve curve : panel.curves()) {
            up = Range.of(curve.y(), up);
        }
        up = up.widened();
        List<Name> names = names(panel);
        int further = names.stream().mapToInt(Name::line).max().orElse(0);
        int height = PANEL_HEIGHT - TOP - BOTTOM - further * Lettering.LINE;
        int bottom = top + PANEL_HEIGHT - BOTTOM;
        int width = WIDTH - LEFT - RIGHT;
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            int y = bottom - (int) Math.round(share * height);
            int x = LEFT + (int) Math.round(share * width);
            brush.setColor(GRID);
            brush.drawLine(LEFT, y, LEFT + width, y);
            String value = String.format(Locale.ROOT, "%.3g", up.at(share));
            lettering.draw(picture, value, LEFT - 8 - Lettering.width(value), y - Lettering.LINE / 2, INK, false);
            String place = String.format(Locale.ROOT, "%.0f", Math.max(0, across.at(share)));
            int left = Math.min(x - Lettering.width(place) / 2, WIDTH - Lettering.width(place));
            lettering.draw(picture, place, left, bottom + 6, INK, false);
        }
        lettering.draw(picture, panel.title(), LEFT, top + 8, INK, true);
        for (int i = 0; i < panel.curves().size(); i++) {
            Curve curve = panel.curves().get(i);
            Color colour = COLOURS.get(i % COLOURS.size());
            Name name = names.get(i);
            lettering.draw(picture, curve.name(), name.x(), top + 8 + name.line() * Lettering.LINE, colour, true);
            drawCurve(brush, curve, colour, across, up, bottom, width, height);
        }
    }

    /** Where each curve's name goes: beside the title as long as there is room, then in lines below. */
    private static List<Name> names(Panel panel) {
        List<Name> names = new ArrayList<>();
        int begin = LEFT + Lettering.width(panel.title()) + 3 * Lettering.ADVANCE;
        int x = begin;
        int line = 0;
        for (Curve curve : panel.curves()) {
            int width = Lettering.width(curve.name());
            if (x > begin && x + width > WIDTH - RIGHT) {
                x = begin;
                line++;
            }
            names.add(new Name(x, line));
            x += width + 2 * Lettering.ADVANCE;
        }
        return names;
    }

    private static void drawCurve(
            Graphics2D brush, Curve curve, Color colour, Range across, Range up, int bottom, int width, int height) {
        brush.setColor(colour);
        brush.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D path = new Path2D.Double();
        for (int i = 0; i < curve.x().length; i++) {
            if (Double.isFinite(curve.y()[i])) {
                double x = LEFT + across.share(curve.x()[i]) * width;
                double y = bottom - up.share(curve.y()[i]) * height;
                if (path.getCurrentPoint() == null) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
                if (curve.marked()) {
                    brush.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
                }
            }
        }
        brush.draw(path);
    }
}
