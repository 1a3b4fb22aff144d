package dev.avitstreams.ops.load;

/**
 * Frames of a step without an outcome.
 *
 * @param half when half of its frames had been sent
 * @param end when all had been
 * @param punctual whether they were sent when they were due: else the load, not the pipeline, was too slow
 * @param mostLateMillis how long after it was due the latest of them was sent; not a number where they were not all
 */
record Backlog(long half, long end, boolean punctual, double mostLateMillis) {
    private static final double GROWTH = 0.02;
    private static final double NOISE = 0.05;
    private static final int NOISE_FRAMES = 32;

    /** Of a step that was not sent to its end. */
    static final Backlog UNFINISHED = new Backlog(0, 0, false, Double.NaN);

    /**
     * Whether the pipeline keeps pace: over the second half all but 2 % of what came in went out. Of few frames the batch
     * that is under way weighs more, so that 5 % are let pass, up to a batch.
     */
    boolean isStable(long frames) {
        double second = frames / 2.0;
        return punctual && end - half <= Math.max(GROWTH * second, Math.min(NOISE_FRAMES, NOISE * second));
    }
}
