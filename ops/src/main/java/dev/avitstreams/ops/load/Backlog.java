package dev.avitstreams.ops.load;

/**
 * Frames of a step without an outcome.
 *
 * @param half when half of its frames had been sent
 * @param end when all had been
 */
record Backlog(long half, long end) {
    private static final double GROWTH = 0.02;
    private static final int NOISE_FRAMES = 64;

    static final Backlog NONE = new Backlog(0, 0);

    /** Whether the pipeline keeps pace: over the second half all but 2 % of what came in went out. */
    boolean isStable(long frames) {
        return end - half <= Math.max(GROWTH * frames / 2, Math.min(NOISE_FRAMES, frames / 4.0));
    }
}
