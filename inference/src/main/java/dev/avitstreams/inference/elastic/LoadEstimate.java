package dev.avitstreams.inference.elastic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the operator can do and what is asked of it, learned from what it does anyway. Work is counted in 10⁹
 * multiply-accumulates; what a frame costs beside them (decoding, Kafka) is counted as so many of them.
 *
 * <p>Frames leave in the order they came: between two moments at which frames of ages a₁ and a₂ were taken up, those of an
 * interval shorter by a₂ − a₁ were. So arrivals a second = frames taken up a second / (1 − da/dt), however far behind the
 * operator is.
 */
final class LoadEstimate {
    /** Long enough for a few batches, which finish all their frames at once. */
    private static final Duration RATE = Duration.ofMillis(700);

    private static final Duration STEADY_RATE = Duration.ofSeconds(3);
    private static final Duration SATURATED = Duration.ofSeconds(2);
    private static final Duration RELAXATION = Duration.ofSeconds(30);
    private static final Duration CONTENT = Duration.ofSeconds(5);
    private static final Duration SHARE = Duration.ofSeconds(10);
    /** Shorter it is the noise of batches, longer it tells too late. */
    private static final Duration SLOPE_WINDOW = Duration.ofMillis(600);

    /** Age cannot grow faster than time; nearer to it the quotient is noise. */
    private static final double STEEPEST = 0.8;

    /** Below it batches are small and cores free: a frame's time is of another kind. */
    private static final double LEAST_BUSY_TO_LEARN = 0.5;

    /** Below it, and with few frames waiting, age is not the operator's doing: two clocks may differ, or frames come late. */
    private static final double BUSY = 0.7;

    /** Samples on end: what a pause of something else has held up keeps the operator busy too, but briefly. */
    private static final int LASTING = 3;

    /** More than a batch that gathers, as cameras fill it between two ticks. */
    private static final int FEW = 16;

    /** Less is what a mean keeps of frames long gone. */
    private static final double LEAST_HIGH_SHARE = 1e-4;

    private static final double LEAST_CONTENT = 0.5;
    private static final double MOST_CONTENT = 2;

    private final Steps steps;
    private final FrameCost frameCost;
    private final Duration watermark;
    private final Smoothed finished = new Smoothed();
    private final Smoothed steadyArrivals = new Smoothed();
    private final Smoothed work = new Smoothed(0);
    private final Smoothed busy = new Smoothed(0);
    private final Smoothed content = new Smoothed(1);
    private final Smoothed highShare = new Smoothed();
    private final Deque<Aged> ages = new ArrayDeque<>();
    private boolean idle = true;
    private boolean pressed;
    private int busyFor;
    private double age;
    private double slope;

    private record Aged(double seconds, double age, double served) {}

    /** @param overhead of a frame beside its multiply-accumulates, as a share of the best point's */
    LoadEstimate(Steps steps, double overhead, Duration watermark) {
        this.steps = steps;
        this.frameCost = new FrameCost(overhead * steps.gmacs(0, 0));
        this.watermark = watermark;
    }

    /** @param step that was in use */
    void take(LoadSample sample, int step) {
        double seconds = sample.interval().toNanos() / 1e9;
        idle = sample.frames() == 0 && sample.waiting() == 0;
        if (!idle) {
            age = sample.age().toNanos() / 1e9;
            slope = slope(sample.atNanos() / 1e9, step);
        }
        busyFor = sample.busyShare() > BUSY ? busyFor + 1 : 0;
        pressed = busyFor >= LASTING || sample.waiting() > FEW;
        finished.add(sample.frames() / seconds, seconds, RATE);
        steadyArrivals.add(finished.value() / (1 - steepness()), seconds, STEADY_RATE);
        boolean saturated = pressed && age > watermark.toNanos() / 1e9;
        double share = saturated ? 1 : sample.busyShare();
        if (share > LEAST_BUSY_TO_LEARN) {
            frameCost.observe(seconds, share * seconds, sample.gmacs(), sample.frames());
        }
        if (sample.frames() > 0) {
            double high = (double) sample.highFrames() / sample.frames();
            highShare.add(high, seconds, SHARE);
            double expected = sample.frames() * steps.gmacs(step, high);
            content.add(clamp(sample.gmacs() / expected, LEAST_CONTENT, MOST_CONTENT), seconds, CONTENT);
        }
        if (sample.frames() > 0 || sample.busyShare() > 0) {
            double done = sample.gmacs() + sample.frames() * frameCost.overhead();
            work.add(done / seconds, seconds, saturated ? SATURATED : RELAXATION);
            busy.add(share, seconds, saturated ? SATURATED : RELAXATION);
        }
    }

    /** Whether nothing came and nothing waits: the age is then of long ago. */
    boolean isIdle() {
        return idle;
    }

    /** Whether the operator has enough to do for frames to be late because of it. */
    boolean isPressed() {
        return pressed;
    }

    void pointChanged() {
        frameCost.pointChanged();
    }

    /** Seconds that frames get older by in a second. */
    double slope() {
        return slope;
    }

    double ageSeconds() {
        return age;
    }

    boolean hasHighFrames() {
        return highShare.value() > LEAST_HIGH_SHARE;
    }

    /** Work a second that can be done; 0 while unknown. A batch is at work before its frames are counted, so both are means. */
    private double capacity() {
        return busy.value() > 0 ? work.value() / busy.value() : 0;
    }

    /** Of the age, as far as it is to be believed. */
    private double steepness() {
        return clamp(slope, -1, STEEPEST);
    }

    /** Work a second that arrivals make at a step, by the longer mean. */
    double steadyDemand(int step) {
        return steadyArrivals.value() * cost(step);
    }

    /** Share of the capacity that arrivals take at a step, by the longer mean; above 1 they cannot be served. */
    double steadyUtilisation(int step) {
        return capacity() > 0 ? steadyDemand(step) / capacity() : 0;
    }

    /**
     * Share of the capacity that arrivals take at a step together with what waits, where that is to be worked off in a
     * given time.
     */
    double drainingUtilisation(int step, Duration within) {
        if (!(capacity() > 0)) {
            return 0;
        }
        double late = Math.max(0, age - watermark.toNanos() / 2e9);
        double served = ages.stream().mapToDouble(Aged::served).average().orElse(0);
        double arriving = served / (1 - steepness());
        double needed = arriving * (1 + late / (within.toNanos() / 1e9));
        return needed * cost(step) / capacity();
    }

    private double cost(int step) {
        return content.value() * steps.gmacs(step, highShare.value()) + frameCost.overhead();
    }

    /** Of the line through the latest ages. */
    private double slope(double now, int step) {
        ages.addLast(new Aged(now, age, capacity() / cost(step)));
        while (ages.getFirst().seconds() < now - SLOPE_WINDOW.toNanos() / 1e9) {
            ages.removeFirst();
        }
        double meanTime = ages.stream().mapToDouble(Aged::seconds).average().orElseThrow();
        double meanAge = ages.stream().mapToDouble(Aged::age).average().orElseThrow();
        double together = 0;
        double alone = 0;
        for (Aged aged : ages) {
            together += (aged.seconds() - meanTime) * (aged.age() - meanAge);
            alone += (aged.seconds() - meanTime) * (aged.seconds() - meanTime);
        }
        return alone > 0 ? together / alone : 0;
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
