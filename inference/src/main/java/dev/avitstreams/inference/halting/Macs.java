package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.model.Architecture;

/**
 * The cost of one image in multiply-accumulates, by formula: what a forward pass must come to, not what it counted
 * ({@link MacMeter} counts). Norms, softmax and GELU are left out, as is usual.
 */
public final class Macs {
    private Macs() {}

    /** patches · 3p² · D. */
    public static long embedding(Architecture a) {
        return (long) a.patches() * a.patchValues() * a.width();
    }

    /** One block over n tokens: qkv 3nD² + scores n²D + mixing n²D + projection nD² + MLP 2nDM. */
    public static long block(Architecture a, long n) {
        long width = a.width();
        return n * (4 * width * width + 2 * width * a.mlpHidden()) + 2 * n * n * width;
    }

    /** D · C. */
    public static long head(Architecture a) {
        return (long) a.width() * a.classes();
    }

    /** @param activeTokens [L] tokens computed in each layer */
    public static long ofActive(Architecture a, int[] activeTokens) {
        long total = embedding(a) + head(a);
        for (int tokens : activeTokens) {
            total += block(a, tokens);
        }
        return total;
    }

    /** @param depths [N] layer in which each token halts, counted from 1 */
    public static long ofDepths(Architecture a, byte[] depths) {
        int[] active = new int[a.blocks()];
        for (byte depth : depths) {
            for (int layer = 0; layer < depth; layer++) {
                active[layer]++;
            }
        }
        return ofActive(a, active);
    }

    /** Of the same model without halting. */
    public static long dense(Architecture a) {
        return embedding(a) + a.blocks() * block(a, a.tokens()) + head(a);
    }
}
