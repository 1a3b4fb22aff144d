package dev.avitstreams.inference.elastic;

import java.time.Duration;

/**
 * Keeps frames to a latency objective at the best points that the load leaves room for.
 *
 * <p><b>Down</b>, as soon as frames are late or about to be: by as many steps as let arrivals be served and what waits be
 * worked off within {@link #REACTION}. <b>Up</b>, one step at a time, where the better step has been predicted to fit, with
 * room to spare, for a while; longer where it failed before at such a load. What the operator can do, and how much is asked
 * of it, is learned from what it does ({@code LoadEstimate}). Without load nothing is known and nothing is changed.
 *
 * <p>Not thread-safe: belongs to the thread that samples.
 */
public final class ElasticController implements PointController {
    /** How often to sample. */
    public static final Duration TICK = Duration.ofMillis(100);

    /** Within so long after load has risen frames are in time again, if the cheapest points can serve it. */
    public static final Duration REACTION = Duration.ofSeconds(2);

    /** What a frame costs beside its multiply-accumulates, as a share of the best point's. */
    private static final double OVERHEAD = 0.25;

    /** So far ahead a rise of age is followed. */
    private static final double AHEAD_SECONDS = 0.3;

    /** By then age that is falling must be below the watermark, else it does not fall fast enough. */
    private static final double FALL_SECONDS = 1;

    /** Until a change shows in the ages: what has been handed to the operator runs as it was. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private static final Duration UP_PACE = Duration.ofSeconds(1);

    private final Steps steps;
    private final ElasticSettings settings;
    private final LoadEstimate load;
    private final Trials trials;
    private int step;
    private long changedAt = Long.MIN_VALUE / 2;

    public ElasticController(Ladder ladder, ElasticSettings settings) {
        this.steps = new Steps(ladder);
        this.settings = settings;
        this.load = new LoadEstimate(steps, OVERHEAD, settings.watermark());
        this.trials = new Trials(steps.last(true) + 1, settings.hold(), settings.longestHold());
    }

    @Override
    public PointChoice next(LoadSample sample) {
        long now = sample.atNanos();
        load.take(sample, step);
        boolean late = isLate();
        for (int better = 0; better < step; better++) {
            boolean fits = !late && load.steadyUtilisation(better) <= settings.upUtilisation();
            trials.note(better, fits, now);
        }
        if (late) {
            goDown(now);
        } else if (step > 0
                && now - changedAt >= UP_PACE.toNanos()
                && trials.allows(step - 1, load.steadyDemand(step - 1), now)) {
            change(step - 1, now);
        }
        return steps.choice(step);
    }

    /** What it goes by, for those who watch. */
    public Prediction prediction() {
        return new Prediction(load.capacity(), load.arrivals(), load.steadyUtilisation(step));
    }

    /**
     * @param capacity work a second that the operator can do, in 10⁹ multiply-accumulates, with what costs beside them
     *     counted as such; 0 while unknown
     * @param arrivals frames a second
     * @param utilisation share of the capacity that they take at the points in use
     */
    public record Prediction(double capacity, double arrivals, double utilisation) {}

    private boolean isLate() {
        double watermark = settings.watermark().toNanos() / 1e9;
        double age = load.ageSeconds();
        return age > watermark
                ? age + FALL_SECONDS * load.slope() > watermark
                : age + AHEAD_SECONDS * load.slope() > watermark;
    }

    private void goDown(long now) {
        int last = steps.last(load.hasHighFrames());
        int needed = step;
        while (needed < last && load.drainingUtilisation(needed, REACTION) > 1) {
            needed++;
        }
        if (needed == step && step < last && now - changedAt >= SETTLING.toNanos()) {
            needed++;
        }
        if (needed > step) {
            trials.failed(step, load.steadyDemand(step));
            change(needed, now);
        }
    }

    private void change(int next, long now) {
        step = next;
        changedAt = now;
    }
}
