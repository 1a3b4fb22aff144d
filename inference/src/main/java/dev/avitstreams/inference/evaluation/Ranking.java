package dev.avitstreams.inference.evaluation;

import java.math.BigInteger;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether confidence tells right answers from wrong ones. Confidences are rounded down to a grid of 2⁻¹⁶, and those in one
 * cell count as equal: so the figures are exact for the rounded confidences, whatever the order of frames, and memory is
 * bounded by the cells.
 */
public final class Ranking {
    /** Cells from 0 to 1; a power of two, so that rounding to one is exact. */
    public static final int CELLS = 1 << 16;

    private final TreeMap<Integer, Long> right = new TreeMap<>(); // by cell
    private final TreeMap<Integer, Long> wrong = new TreeMap<>();

    void add(double confidence, boolean isRight) {
        int cell = Math.min(CELLS - 1, Math.max(0, (int) (confidence * CELLS)));
        (isRight ? right : wrong).merge(cell, 1L, Long::sum);
    }

    void merge(Ranking other) {
        other.right.forEach((cell, frames) -> right.merge(cell, frames, Long::sum));
        other.wrong.forEach((cell, frames) -> wrong.merge(cell, frames, Long::sum));
    }

    /**
     * Area under the ROC curve of confidence as a sign of being right: how probably a right answer is more confident than
     * a wrong one, equals counting half. Not a number unless there are both.
     */
    public double auroc() {
        BigInteger wins = BigInteger.ZERO; // of right over wrong, times 2
        long wrongBelow = 0;
        for (int cell : cells()) {
            long ties = wrong.getOrDefault(cell, 0L);
            long rightHere = right.getOrDefault(cell, 0L);
            wins = wins.add(product(rightHere, Math.addExact(2 * wrongBelow, ties)));
            wrongBelow += ties;
        }
        long allRight = right.values().stream().mapToLong(Long::longValue).sum();
        return wins.doubleValue() / product(2 * allRight, wrongBelow).doubleValue();
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }

    /**
     * Area under the risk-coverage curve: mean over the frames of the share wrong among those answered with at least the
     * frame's confidence. Low where the wrong answers are the unsure ones (Geifman and El-Yaniv, 2017). Not a number
     * without labels.
     */
    public double aurc() {
        double area = 0;
        long answered = 0;
        long wrongAnswered = 0;
        for (int cell : cells().descendingSet()) {
            long wrongHere = wrong.getOrDefault(cell, 0L);
            long here = wrongHere + right.getOrDefault(cell, 0L);
            answered += here;
            wrongAnswered += wrongHere;
            area += here * ((double) wrongAnswered / answered);
        }
        return area / answered;
    }

    private NavigableSet<Integer> cells() {
        TreeSet<Integer> cells = new TreeSet<>(right.keySet());
        cells.addAll(wrong.keySet());
        return cells;
    }
}
