package dev.avitstreams.inference.evaluation;

import org.jspecify.annotations.Nullable;

/** Everything that is counted of one model at one operating point. */
public final class PointTally {
    private final Hits hits = new Hits();
    private long failed;
    private final ExactSum surprise = new ExactSum();
    private final Cost cost = new Cost();
    private final Calibration calibration = new Calibration();
    private final Ranking ranking = new Ranking();
    private final Confusion confusion = new Confusion();
    private final Resamples resamples = new Resamples();
    private final Agreement agreement = new Agreement();
    private final Slices slices = new Slices();

    /**
     * @param dense of the dense model on the same frame, where there is one
     * @param weights of the frame, see {@link Resampling}
     */
    public void add(Subject subject, Judgement judgement, @Nullable Judgement dense, byte[] weights) {
        hits.add(subject, judgement);
        cost.add(judgement);
        slices.add(subject, judgement);
        if (dense != null) {
            agreement.add(judgement, dense);
        }
        if (subject.isLabelled()) {
            boolean right = judgement.isAmong(1, subject.truth());
            surprise.add(judgement.surprise());
            calibration.add(judgement.confidence(), right);
            ranking.add(judgement.confidence(), right);
            confusion.add(subject.truth(), judgement.first());
            resamples.add(weights, right, judgement.isAmong(5, subject.truth()));
        }
    }

    /** The model failed on a frame that others may have answered. */
    public void addFailure() {
        failed++;
    }

    /** Adds what another tally counted of other frames. */
    public void merge(PointTally other) {
        hits.merge(other.hits);
        failed += other.failed;
        surprise.merge(other.surprise);
        cost.merge(other.cost);
        calibration.merge(other.calibration);
        ranking.merge(other.ranking);
        confusion.merge(other.confusion);
        resamples.merge(other.resamples);
        agreement.merge(other.agreement);
        slices.merge(other.slices);
    }

    public Hits hits() {
        return hits;
    }

    /** Frames on which the model failed. */
    public long failed() {
        return failed;
    }

    /** Mean of −ln of the true class's probability, in nats; not a number without labels. */
    public double negativeLogLikelihood() {
        return surprise.mean(hits.labelled());
    }

    public Cost cost() {
        return cost;
    }

    public Calibration calibration() {
        return calibration;
    }

    public Ranking ranking() {
        return ranking;
    }

    public Confusion confusion() {
        return confusion;
    }

    public Resamples resamples() {
        return resamples;
    }

    public Agreement agreement() {
        return agreement;
    }

    public Slices slices() {
        return slices;
    }
}
