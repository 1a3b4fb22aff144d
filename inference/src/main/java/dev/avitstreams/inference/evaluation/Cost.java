package dev.avitstreams.inference.evaluation;

import java.util.Arrays;

/** What the answers cost. L layers, N tokens; a token's depth is the number of layers it was computed in. */
public final class Cost {
    private long frames;
    private long macs;
    private long macsEarlyExit;
    private long depthSum;
    private long classDepthSum;
    private long[] activeTokens = {}; // [L]
    private long[] depthHistogram = {}; // [L + 1] tokens by depth, from 0 on

    void add(Judgement judgement) {
        int[] active = judgement.activeTokens();
        frames++;
        macs = Math.addExact(macs, judgement.macs());
        macsEarlyExit = Math.addExact(macsEarlyExit, judgement.macsEarlyExit());
        depthSum += judgement.depthSum();
        classDepthSum += judgement.classDepth();
        activeTokens = add(activeTokens, Arrays.stream(active).asLongStream().toArray());
        depthHistogram = add(depthHistogram, depths(active));
    }

    /** Tokens by the number of layers they were computed in. Sorted, for pruning may leave the first layers out. */
    private static long[] depths(int[] active) {
        int[] descending = active.clone();
        Arrays.sort(descending);
        long[] histogram = new long[active.length + 1];
        for (int depth = 1; depth <= active.length; depth++) {
            int reached = descending[active.length - depth];
            int further = depth == active.length ? 0 : descending[active.length - depth - 1];
            histogram[depth] = reached - further;
        }
        return histogram;
    }

    private static long[] add(long[] sums, long[] more) {
        long[] result = Arrays.copyOf(sums, Math.max(sums.length, more.length));
        for (int index = 0; index < more.length; index++) {
            result[index] += more[index];
        }
        return result;
    }

    void merge(Cost other) {
        frames += other.frames;
        macs = Math.addExact(macs, other.macs);
        macsEarlyExit = Math.addExact(macsEarlyExit, other.macsEarlyExit);
        depthSum += other.depthSum;
        classDepthSum += other.classDepthSum;
        activeTokens = add(activeTokens, other.activeTokens);
        depthHistogram = add(depthHistogram, other.depthHistogram);
    }

    /** Of all frames. */
    public long macs() {
        return macs;
    }

    /** Mean of a frame, in 10⁹. */
    public double gmacs() {
        return macs / 1e9 / frames;
    }

    /** The same with rows dropped once the class token had halted. */
    public double gmacsEarlyExit() {
        return macsEarlyExit / 1e9 / frames;
    }

    /** Layers computed, over all tokens of all frames. */
    public long depthSum() {
        return depthSum;
    }

    /** Mean over all tokens, in layers; N is what the depth histogram adds up to, a frame. */
    public double meanDepth() {
        return (double) depthSum / Arrays.stream(depthHistogram).sum();
    }

    /** Mean of the class tokens, in layers. */
    public double classDepth() {
        return (double) classDepthSum / frames;
    }

    /** Tokens computed in each layer, over all frames; [L]. */
    public long[] activeTokens() {
        return activeTokens.clone();
    }

    /** Tokens that were computed in 1, 2, … L layers. */
    public long[] depthHistogram() {
        return depthHistogram.length == 0 ? new long[0] : Arrays.copyOfRange(depthHistogram, 1, depthHistogram.length);
    }
}
