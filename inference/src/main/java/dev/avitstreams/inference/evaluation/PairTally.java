package dev.avitstreams.inference.evaluation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two contenders on the same frames. */
public final class PairTally {
    private long frames;
    private long disagreements;
    private long bothRight;
    private long onlyBase;
    private long onlyOther;
    private long bothWrong;
    private final TreeMap<Integer, Long> depthDifferences = new TreeMap<>(); // of all tokens, other − base

    public void add(Subject subject, Judgement base, Judgement other) {
        frames++;
        disagreements += base.first() == other.first() ? 0 : 1;
        depthDifferences.merge(other.depthSum() - base.depthSum(), 1L, Long::sum);
        if (subject.isLabelled()) {
            boolean baseRight = base.isAmong(1, subject.truth());
            boolean otherRight = other.isAmong(1, subject.truth());
            bothRight += baseRight && otherRight ? 1 : 0;
            onlyBase += baseRight && !otherRight ? 1 : 0;
            onlyOther += !baseRight && otherRight ? 1 : 0;
            bothWrong += !baseRight && !otherRight ? 1 : 0;
        }
    }

    public void merge(PairTally other) {
        frames += other.frames;
        disagreements += other.disagreements;
        bothRight += other.bothRight;
        onlyBase += other.onlyBase;
        onlyOther += other.onlyOther;
        bothWrong += other.bothWrong;
        other.depthDifferences.forEach((difference, count) -> depthDifferences.merge(difference, count, Long::sum));
    }

    /** That both answered. */
    public long frames() {
        return frames;
    }

    /** Frames of which they said different classes. */
    public long disagreements() {
        return disagreements;
    }

    public long bothRight() {
        return bothRight;
    }

    public long onlyBaseRight() {
        return onlyBase;
    }

    public long onlyOtherRight() {
        return onlyOther;
    }

    public long bothWrong() {
        return bothWrong;
    }

    /** Frames by how much deeper the other went, summed over the tokens of a frame, in layers. */
    public SortedMap<Integer, Long> depthDifferences() {
        return Collections.unmodifiableSortedMap(depthDifferences);
    }

    /**
     * McNemar's exact test: how probable it is, were both equally good, that the frames which only one of them got right
     * are shared out at least as unevenly. 1 where there are none.
     */
    public double mcNemar() {
        long trials = onlyBase + onlyOther;
        long fewer = Math.min(onlyBase, onlyOther);
        double logTerm = -trials * StrictMath.log(2); // ln of C(trials, k) / 2^trials, at k = 0
        double tail = 0;
        for (long k = 0; k <= fewer; k++) {
            tail += StrictMath.exp(logTerm);
            logTerm += StrictMath.log((double) (trials - k) / (k + 1));
        }
        return Math.min(1, 2 * tail);
    }
}
