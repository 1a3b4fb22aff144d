package dev.avitstreams.inference.elastic;

/**
 * The one way down: normal frames first and to the ladder's end, only then frames of high priority. Step 0 is the best of
 * everything.
 */
record Steps(Ladder ladder) {

    /** The last step; where no frame is of high priority, the last that saves anything. */
    int last(boolean highFrames) {
        int end = ladder.size() - 1;
        return highFrames ? 2 * end : end;
    }

    PointChoice choice(int step) {
        int end = ladder.size() - 1;
        return step <= end ? new PointChoice(step, 0) : new PointChoice(end, step - end);
    }

    /** Where a choice stands on this way; one beside it, where its normal frames stand. */
    int step(PointChoice choice) {
        int end = ladder.size() - 1;
        return choice.normal() < end ? choice.normal() : end + choice.high();
    }

    /** Mean multiply-accumulates of a frame as measured, in 10⁹. */
    double gmacs(int step, double highShare) {
        PointChoice choice = choice(step);
        return (1 - highShare) * ladder.gmacs(choice.normal()) + highShare * ladder.gmacs(choice.high());
    }
}
