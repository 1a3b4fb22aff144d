package dev.avitstreams.ops.picture;

import dev.avitstreams.inference.frame.DepthMap;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A halting map in letters: the layer at which each patch halted, one cell a patch. */
public final class TextMap {
    private static final String RESET = "\033[0m";

    private TextMap() {}

    /**
     * @param layers L, the end of the colour scale
     * @param coloured with 24-bit colours of the terminal, else digits alone
     */
    public static List<String> lines(DepthMap depths, int layers, boolean coloured) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < depths.rows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < depths.columns(); column++) {
                int depth = depths.depthAt(row, column);
                line.append(coloured ? colour(Palette.ofLayer(depth, layers)) : "");
                line.append(String.format(Locale.ROOT, "%3d", depth)).append(coloured ? " " : "");
            }
            lines.add(line + (coloured ? RESET : ""));
        }
        return lines;
    }

    private static String colour(Color background) {
        int light = 299 * background.getRed() + 587 * background.getGreen() + 114 * background.getBlue();
        String foreground = light > 128_000 ? "30" : "97";
        return "\033[" + foreground + ";48;2;" + background.getRed() + ";" + background.getGreen() + ";"
                + background.getBlue() + "m";
    }
}
