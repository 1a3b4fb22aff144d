package dev.avitstreams.inference.evaluation;

/** Some of the frames: one camera's, one hour's, one class's. */
public final class Slice {
    private final Hits hits = new Hits();
    private long depthSum;
    private long tokens;
    private long macs;

    void add(Subject subject, Judgement judgement) {
        hits.add(subject, judgement);
        depthSum += judgement.depthSum();
        tokens += judgement.tokens();
        macs = Math.addExact(macs, judgement.macs());
    }

    void merge(Slice other) {
        hits.merge(other.hits);
        depthSum += other.depthSum;
        tokens += other.tokens;
        macs = Math.addExact(macs, other.macs);
    }

    public Hits hits() {
        return hits;
    }

    /** Mean of a token, in layers. */
    public double meanDepth() {
        return (double) depthSum / tokens;
    }

    public double gmacs() {
        return macs / 1e9 / hits.frames();
    }
}
