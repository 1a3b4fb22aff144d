package dev.avitstreams.inference.evaluation;

/** How often the answer was right in each imagined repetition of the evaluation (see {@link Resampling}). */
public final class Resamples {
    private final long[] labelled = new long[Resampling.REPETITIONS];
    private final long[] first = new long[Resampling.REPETITIONS];
    private final long[] five = new long[Resampling.REPETITIONS];

    void add(byte[] weights, boolean isFirst, boolean isAmongFive) {
        for (int index = 0; index < weights.length; index++) {
            labelled[index] += weights[index];
            first[index] += isFirst ? weights[index] : 0;
            five[index] += isAmongFive ? weights[index] : 0;
        }
    }

    void merge(Resamples other) {
        for (int index = 0; index < labelled.length; index++) {
            labelled[index] += other.labelled[index];
            first[index] += other.first[index];
            five[index] += other.five[index];
        }
    }

    public Interval top1() {
        return Interval.of(shares(first));
    }

    public Interval top5() {
        return Interval.of(shares(five));
    }

    /** Of the difference in top-1, paired by frame: the other's less this one's. */
    public Interval top1Difference(Resamples other) {
        double[] own = shares(first);
        double[] others = other.shares(other.first);
        double[] differences = new double[own.length];
        for (int index = 0; index < own.length; index++) {
            differences[index] = others[index] - own[index];
        }
        return Interval.of(differences);
    }

    private double[] shares(long[] right) {
        double[] shares = new double[right.length];
        for (int index = 0; index < right.length; index++) {
            shares[index] = (double) right[index] / labelled[index];
        }
        return shares;
    }
}
