package dev.avitstreams.ops.picture;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.Prediction;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Draws what the model saw, beside it where each patch halted, below both the labels and the scale. */
public final class HaltingPicture {
    private static final int PANEL = 448;
    private static final int MARGIN = 16;
    private static final int BARS = 64;
    private static final int WIDTH = 2 * PANEL + 3 * MARGIN;
    private static final int CAPTION = MARGIN + Lettering.LINE;
    private static final int FOOT = 3 * MARGIN + BARS + 3 * Lettering.LINE;

    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x20, 0x20, 0x20);
    private static final Color FAINT_INK = new Color(0x6B, 0x6B, 0x6B);
    /** Of the depth's colour over the grey photograph, 0 to 255. */
    private static final int TINT = 165;

    private final Lettering lettering;

    public HaltingPicture() throws IOException {
        this.lettering = Lettering.load();
    }

    /**
     * @param seen the image as cut for the model, of any square size
     * @param layers L, the end of the colour scale
     */
    public BufferedImage draw(BufferedImage seen, Classification result, int layers) {
        BufferedImage canvas =
                new BufferedImage(WIDTH, CAPTION + PANEL + MARGIN / 2 + FOOT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        int right = 2 * MARGIN + PANEL;
        lettering.draw(canvas, "What the model saw", MARGIN, MARGIN / 2, INK, true);
        lettering.draw(canvas, "Where it stopped looking", right, MARGIN / 2, INK, true);
        graphics.drawImage(seen, MARGIN, CAPTION, PANEL, PANEL, null);
        graphics.drawImage(seen, right, CAPTION, PANEL, PANEL, null);
        tint(canvas, right, CAPTION, result.patchDepths(), layers);
        int foot = CAPTION + PANEL + MARGIN;
        labels(canvas, graphics, MARGIN, foot, result);
        scale(canvas, graphics, right, foot, result, layers);
        graphics.dispose();
        return canvas;
    }

    private static void tint(BufferedImage canvas, int left, int top, DepthMap depths, int layers) {
        for (int y = 0; y < PANEL; y++) {
            for (int x = 0; x < PANEL; x++) {
                int row = y * depths.rows() / PANEL;
                int column = x * depths.columns() / PANEL;
                int colour =
                        Palette.ofLayer(depths.depthAt(row, column), layers).getRGB();
                int grey = grey(canvas.getRGB(left + x, top + y));
                canvas.setRGB(left + x, top + y, Palette.mix(grey, colour, TINT));
            }
        }
    }

    private static int grey(int rgb) {
        int luma = ((rgb >> 16 & 0xFF) * 299 + (rgb >> 8 & 0xFF) * 587 + (rgb & 0xFF) * 114) / 1000;
        return luma << 16 | luma << 8 | luma;
    }

    private void labels(BufferedImage canvas, Graphics2D graphics, int left, int top, Classification result) {
        int y = top;
        List<Prediction> top5 = result.top().subList(0, Math.min(5, result.top().size()));
        for (Prediction prediction : top5) {
            String percent = String.format(Locale.ROOT, "%5.1f%%", 100 * prediction.probability());
            graphics.setColor(new Color(0xE4, 0xE8, 0xEC));
            graphics.fillRect(left, y + 1, Math.round(PANEL * prediction.probability()), Lettering.LINE - 2);
            boolean first = prediction == top5.get(0);
            lettering.draw(canvas, percent, left, y, first ? INK : FAINT_INK, first);
            lettering.draw(
                    canvas,
                    shortened(prediction.name(), PANEL / Lettering.ADVANCE - 8),
                    left + 7 * Lettering.ADVANCE,
                    y,
                    first ? INK : FAINT_INK,
                    first);
            y += Lettering.LINE;
        }
        double saved = 100.0 * (1 - (double) result.macsExecuted() / result.macsDense());
        String cost = String.format(
                Locale.ROOT,
                "%.2f of %.2f GMACs computed, %.0f%% saved",
                result.macsExecuted() / 1e9,
                result.macsDense() / 1e9,
                saved);
        lettering.draw(canvas, cost, left, y + MARGIN / 2, INK, false);
    }

    /** A histogram of the patches by depth, its bars standing on the colour scale. */
    private void scale(
            BufferedImage canvas, Graphics2D graphics, int left, int top, Classification result, int layers) {
        DepthMap depths = result.patchDepths();
        int[] patches = new int[layers + 1];
        for (byte depth : depths.depths()) {
            patches[depth]++;
        }
        int most = 1;
        for (int count : patches) {
            most = Math.max(most, count);
        }
        int base = top + BARS;
        for (int layer = 1; layer <= layers; layer++) {
            int x = left + (layer - 1) * PANEL / layers;
            int next = left + layer * PANEL / layers;
            graphics.setColor(Palette.ofLayer(layer, layers));
            int height = patches[layer] == 0 ? 0 : Math.max(1, BARS * patches[layer] / most);
            graphics.fillRect(x + 2, base - height, next - x - 4, height);
            graphics.fillRect(x, base + 2, next - x, 8);
            String number = Integer.toString(layer);
            lettering.draw(canvas, number, (x + next - Lettering.width(number)) / 2, base + 12, FAINT_INK, false);
        }
        boolean complete = depths.completeness() == DepthMap.Completeness.COMPLETE;
        lettering.draw(
                canvas,
                "layer at which a patch halted" + (complete ? "" : " (at least)"),
                left,
                base + 12 + Lettering.LINE,
                INK,
                false);
        lettering.draw(
                canvas,
                String.format(
                        Locale.ROOT,
                        "mean depth %.1f of %d · class token %d",
                        result.meanDepth(),
                        layers,
                        result.classTokenDepth()),
                left,
                base + 12 + 2 * Lettering.LINE,
                FAINT_INK,
                false);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
