package dev.avitstreams.inference.evaluation;

/** How the answers relate to those of the dense model on the same frames. */
public final class Agreement {
    private long frames;
    private long agreed;
    private final Correlation depthAgainstEntropy = new Correlation();

    void add(Judgement judgement, Judgement dense) {
        frames++;
        agreed += judgement.first() == dense.first() ? 1 : 0;
        depthAgainstEntropy.add(judgement.depthSum(), dense.entropy());
    }

    void merge(Agreement other) {
        frames += other.frames;
        agreed += other.agreed;
        depthAgainstEntropy.merge(other.depthAgainstEntropy);
    }

    /** Share of frames with the same class; not a number where there is no dense model. */
    public double share() {
        return (double) agreed / frames;
    }

    /**
     * Correlation of a frame's depth with the entropy of the dense model's answer: above 0 where frames that are hard for
     * the one get more compute from the other.
     */
    public double depthAgainstEntropy() {
        return depthAgainstEntropy.value();
    }
}
