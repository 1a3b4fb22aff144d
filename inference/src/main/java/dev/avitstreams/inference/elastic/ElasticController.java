package dev.avitstreams.inference.elastic;

import java.time.Duration;

/**
 * Keeps frames to a latency objective at the best points that the load leaves room for.
 *
 * <p><b>Down</b>, as soon as frames are late or about to be: by as many steps as let arrivals be served and what waits be
 * worked off within {@link #REACTION}. <b>Up</b>, one step at a time, where the better step has been predicted to fit, with
 * room to spare, for a while; longer where it failed before at such a load. What the operator can do, and how much is asked
 * of it, is learned from what it does ({@code LoadEstimate}). Without load it goes back to the best; frames that are old
 * while the operator has little to do are not late by its doing, and cheaper points would not mend that.
 *
 * <p>Not thread-safe: belongs to the thread that samples.
 */
public final class ElasticController implements PointController {
    /** How often to sample. */
    public static final Duration TICK = Duration.ofMillis(100);

    /** Within so long after load has risen frames are in time again, if the cheapest points can serve it. */
    public static final Duration REACTION = Duration.ofSeconds(2);

    /** What a frame costs beside its multiply-accumulates, as a share of the best point's, until it is known better. */
    private static final double OVERHEAD = 0.25;

    /** So far ahead a rise of age is followed. */
    private static final double AHEAD_SECONDS = 0.3;

    /** By then age that is falling must be below the watermark, else it does not fall fast enough. */
    private static final double FALL_SECONDS = 1;

    /** Until a change shows in the ages: what has been handed to the operator runs as it was. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    /** One alone may be a batch that was slow. */
    private static final int LATE_TICKS = 2;

    private static final Duration UP_PACE = Duration.ofSeconds(1);

    private final Steps steps;
    private final ElasticSettings settings;
    private final LoadEstimate load;
    private final Trials trials;
    private final double watermark;
    private int step;
    private int lateTicks;
    private long changedAt = Long.MIN_VALUE / 2;

    /** Begins at the best. */
    public ElasticController(Ladder ladder, ElasticSettings settings) {
        this(ladder, settings, PointChoice.BEST);
    }

    /** @param first where it begins, on the ladder */
    public ElasticController(Ladder ladder, ElasticSettings settings, PointChoice first) {
        this.steps = new Steps(ladder);
        this.step = steps.step(first);
        this.settings = settings;
        this.watermark = settings.watermark().toNanos() / 1e9;
        this.load = new LoadEstimate(steps, OVERHEAD, settings.watermark());
        this.trials = new Trials(steps.last(true) + 1, settings.hold(), settings.longestHold());
    }

    @Override
    public PointChoice next(LoadSample sample) {
        long now = sample.atNanos();
        load.take(sample, step);
        boolean behind = isUnderLoad() && load.ageSeconds() > watermark;
        boolean late = isUnderLoad() && isLate();
        for (int other = 0; other <= steps.last(true); other++) {
            boolean fits = !behind && !late && load.steadyUtilisation(other) <= settings.upUtilisation();
            trials.note(other, fits, load.steadyDemand(other), now);
        }
        lateTicks = late ? lateTicks + 1 : 0;
        if (lateTicks >= LATE_TICKS) {
            goDown(now);
        } else if (step > 0 && now - changedAt >= UP_PACE.toNanos() && trials.allows(step - 1, now)) {
            change(step - 1, now);
        }
        return steps.choice(step);
    }

    private boolean isUnderLoad() {
        return !load.isIdle() && load.isPressed();
    }

    private boolean isLate() {
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
        load.pointChanged();
        changedAt = now;
    }
}
