package dev.avitstreams.inference.elastic;

/**
 * What a frame costs beside its multiply-accumulates, counted as so many of them: learned from how the operator's time a
 * frame changes with them, which a line is fitted to. Where the line meets zero work, so much is overhead. Old observations
 * fade. A ladder of little reach and a load that never changes teach little; then a guess counts.
 *
 * <p>Letters: x work a frame in 10⁹ multiply-accumulates, y the operator's seconds a frame, y = s · (x + overhead).
 */
final class FrameCost {
    private static final double BLOCK_SECONDS = 1;
    private static final double FADING_SECONDS = 900;

    /** How far the observed work must spread, as a share of its mean, to weigh as much as the guess. */
    private static final double SPREAD = 0.02;

    /** Of mean work: more is taken for a trick of the machine's own ups and downs. */
    private static final double MOST = 3;

    private final double guess;
    private double overhead;

    private double blockSeconds;
    private double blockBusy;
    private double blockGmacs;
    private long blockFrames;

    /** Sum of weights, means, and weighted sums of squares and products about the means. */
    private double weight;

    private double meanX;
    private double meanY;
    private double xx;
    private double xy;

    /** @param guess in 10⁹ multiply-accumulates */
    FrameCost(double guess) {
        this.guess = guess;
        this.overhead = guess;
    }

    double overhead() {
        return overhead;
    }

    /** The frames under way run at another point: what is seen now is of neither. */
    void pointChanged() {
        blockSeconds = 0;
        blockBusy = 0;
        blockGmacs = 0;
        blockFrames = 0;
    }

    /** @param busy seconds of the interval that the operator was at work */
    void observe(double seconds, double busy, double gmacs, long frames) {
        blockSeconds += seconds;
        blockBusy += busy;
        blockGmacs += gmacs;
        blockFrames += frames;
        if (blockSeconds >= BLOCK_SECONDS) {
            if (blockFrames > 0 && blockBusy > 0) {
                fit(blockSeconds, blockGmacs / blockFrames, blockBusy / blockFrames);
            }
            pointChanged();
        }
    }

    private void fit(double seconds, double x, double y) {
        double kept = Math.exp(-seconds / FADING_SECONDS);
        double before = weight * kept;
        weight = before + seconds;
        double dx = x - meanX;
        double dy = y - meanY;
        double share = seconds / weight;
        meanX += share * dx;
        meanY += share * dy;
        xx = xx * kept + before * share * dx * dx;
        xy = xy * kept + before * share * dx * dy;
        double guessed = meanY / (meanX + guess);
        double trust = FADING_SECONDS * SPREAD * SPREAD * meanX * meanX;
        double slope = (xy + trust * guessed) / (xx + trust);
        double most = MOST * meanX;
        overhead = slope > meanY / (meanX + most) ? Math.max(0, meanY / slope - meanX) : most;
    }
}
