package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import java.util.Arrays;
import java.util.List;

/**
 * The bookkeeping of halting for B images of N tokens over L layers (the paper's adaptive halting), kept on the Java side in fp32.
 *
 * <p>Each packed row is a token that has not halted; its accumulated score is c = Σ h. The token halts in the first
 * layer where c ≥ τ. (The authors' code leaves c = τ undefined; here it halts.) The class token of each image also has a remainder
 * R = 1 − Σ h of the layers before: its output of layer l counts with weight h, and with R in the layer it halts in, so
 * that the weights add up to 1.
 *
 * <p>Used by one thread, for one forward pass.
 */
final class HaltingState {
    private static final int CLASS_TOKEN = 0;

    private final HaltingRule rule;
    private final int layers;
    private final byte[][] depths; // [B][N]; 0 while the token is active
    private final int[][] activeTokens; // [B][L]
    private final float[] remainder; // [B] R of the class token
    private final float[] classWeight; // [B] weight of the class token in the layer just advanced

    private Rows rows;
    private int[] token; // [R] position of each row's token in its image
    private float[] score; // [R] c

    HaltingState(int images, int tokens, int layers, HaltingRule rule) {
        this.rule = rule;
        this.layers = layers;
        this.depths = new byte[images][tokens];
        this.activeTokens = new int[images][layers];
        this.remainder = new float[images];
        Arrays.fill(remainder, 1);
        this.classWeight = new float[images];
        this.rows = Rows.even(images, tokens);
        this.token = new int[images * tokens];
        Arrays.setAll(token, row -> row % tokens);
        this.score = new float[images * tokens];
    }

    Rows rows() {
        return rows;
    }

    /**
     * Takes the scores of one layer and halts the tokens that have enough.
     *
     * @param layer l, counted from 1
     * @param gate [R] h of each row; not looked at in the last layer, where h = 1 for all
     * @return rows that go on, ascending, numbered as before this call
     */
    long[] advance(int layer, float[] gate) {
        Rows before = rows;
        boolean[] goesOn = new boolean[before.total()];
        int[] counts = new int[before.images()];
        for (int image = 0; image < before.images(); image++) {
            activeTokens[image][layer - 1] = before.count(image);
            counts[image] = advanceImage(image, layer, gate, goesOn);
        }
        return keep(goesOn, new Rows(counts));
    }

    /**
     * Scores that halt the tokens whose depth this layer is, and no others.
     *
     * @param depths [B][N]
     * @return [R]
     */
    float[] ends(int layer, List<byte[]> depths) {
        float[] scores = new float[rows.total()];
        for (int image = 0; image < rows.images(); image++) {
            for (int row = rows.start(image); row < rows.start(image + 1); row++) {
                scores[row] = depths.get(image)[token[row]] == layer ? 1 : 0;
            }
        }
        return scores;
    }

    /** @return how many of the image's tokens go on */
    private int advanceImage(int image, int layer, float[] gate, boolean[] goesOn) {
        classWeight[image] = 0;
        boolean classHalted = depths[image][CLASS_TOKEN] != 0;
        int start = rows.start(image);
        int end = start + rows.count(image);
        int active = 0;
        for (int row = start; row < end; row++) {
            float h = layer == layers ? 1 : gate[row];
            score[row] += h;
            boolean halts = score[row] >= rule.threshold() || layer == layers;
            goesOn[row] = !halts;
            if (halts) {
                depths[image][token[row]] = (byte) layer;
            } else {
                active++;
            }
            if (token[row] == CLASS_TOKEN) {
                classWeight[image] = halts ? remainder[image] : h;
                remainder[image] -= h;
                classHalted = halts;
            }
        }
        return classHalted && rule.depths() == Completeness.EARLY_EXIT ? dropAll(image, layer, goesOn) : active;
    }

    /** Nothing the image's other tokens do can reach its logits any more. */
    private int dropAll(int image, int layer, boolean[] goesOn) {
        int start = rows.start(image);
        int end = start + rows.count(image);
        for (int row = start; row < end; row++) {
            goesOn[row] = false;
            depths[image][token[row]] = (byte) layer;
        }
        return 0;
    }

    private long[] keep(boolean[] goesOn, Rows after) {
        long[] kept = new long[after.total()];
        int next = 0;
        for (int row = 0; row < goesOn.length; row++) {
            if (goesOn[row]) {
                kept[next] = row;
                token[next] = token[row];
                score[next] = score[row];
                next++;
            }
        }
        rows = after;
        return kept;
    }

    /** Weight of the image's class token in the layer just advanced; 0 if it had halted before. */
    float classWeight(int image) {
        return classWeight[image];
    }

    HaltingResult result(int image, float[] logits, long macs) {
        return new HaltingResult(logits, depths[image], activeTokens[image], macs, rule.depths());
    }
}
