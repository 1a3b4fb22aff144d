package dev.avitstreams.ops.picture;

import java.awt.Color;

/**
 * Colours of halting depths: viridis, dark blue for the first layer to yellow for the last. Its lightness rises evenly,
 * so it reads in grey and with any colour blindness. The scale is fixed to 1..L: pictures can be compared.
 */
public final class Palette {
    /** Viridis at equal steps. */
    private static final int[] STOPS = {
        0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70, 0x7AD151, 0xBDDF26, 0xFDE725
    };

    private Palette() {}

    /** @param layer 1 to {@code layers} */
    public static Color ofLayer(int layer, int layers) {
        double position = layers <= 1 ? 0 : (double) (layer - 1) / (layers - 1) * (STOPS.length - 1);
        int stop = (int) Math.min(Math.max(position, 0), STOPS.length - 2);
        double beyond = Math.min(Math.max(position - stop, 0), 1);
        return new Color(mix(STOPS[stop], STOPS[stop + 1], (int) Math.round(beyond * 255)));
    }

    /** @param share of {@code above}, 0 to 255 */
    static int mix(int below, int above, int share) {
        return channel(below, above, share, 16) | channel(below, above, share, 8) | channel(below, above, share, 0);
    }

    private static int channel(int below, int above, int share, int shift) {
        int from = below >> shift & 0xFF;
        int to = above >> shift & 0xFF;
        return (from + (to - from) * share / 255) << shift;
    }
}
