package dev.avitstreams.inference.evaluation;

/** How often the answer was right. */
public final class Hits {
    private long frames;
    private long labelled;
    private long first;
    private long five;

    void add(Subject subject, Judgement judgement) {
        frames++;
        if (subject.isLabelled()) {
            labelled++;
            first += judgement.isAmong(1, subject.truth()) ? 1 : 0;
            five += judgement.isAmong(5, subject.truth()) ? 1 : 0;
        }
    }

    void merge(Hits other) {
        frames += other.frames;
        labelled += other.labelled;
        first += other.first;
        five += other.five;
    }

    public long frames() {
        return frames;
    }

    /** Frames whose class is known. */
    public long labelled() {
        return labelled;
    }

    /** Of the labelled ones, those whose class was the first answer. */
    public long first() {
        return first;
    }

    /** Share of the labelled whose class was the first answer; not a number without labels. */
    public double top1() {
        return (double) first / labelled;
    }

    /** Likewise among the first five. */
    public double top5() {
        return (double) five / labelled;
    }
}
