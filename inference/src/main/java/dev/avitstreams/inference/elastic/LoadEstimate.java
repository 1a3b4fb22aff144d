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
    private static final Duration SLOPE_WINDOW = Duration.ofSeconds(1);

    /** Age cannot grow faster than time; nearer to it the quotient is noise. */
    private static final double STEEPEST = 0.8;

    /** Below it the quotient of work and time says little. */
    private static final double LEAST_BUSY = 0.1;

    private static final double LEAST_CONTENT = 0.5;
    private static final double MOST_CONTENT = 2;

    private final Steps steps;
    private final double overhead;
    private final Duration watermark;
    private final Smoothed finished = new Smoothed();
    private final Smoothed arrivals = new Smoothed();
    private final Smoothed steadyArrivals = new Smoothed();
    private final Smoothed capacity = new Smoothed();
    private final Smoothed content = new Smoothed(1);
    private final Smoothed highShare = new Smoothed();
    private final Deque<Aged> ages = new ArrayDeque<>();
    private double age;
    private double slope;

    private record Aged(double seconds, double age) {}

    /** @param overhead of a frame beside its multiply-accumulates, as a share of the best point's */
    LoadEstimate(Steps steps, double overhead, Duration watermark) {
        this.steps = steps;
        this.overhead = overhead * steps.gmacs(0, 0);
        this.watermark = watermark;
    }

    /** @param step that was in use */
    void take(LoadSample sample, int step) {
        double seconds = sample.interval().toNanos() / 1e9;
        age = sample.age().toNanos() / 1e9;
        slope = slope(sample.atNanos() / 1e9);
        finished.add(sample.frames() / seconds, seconds, RATE);
        double arriving = finished.value() / (1 - Math.max(-1, Math.min(STEEPEST, slope)));
        arrivals.add(arriving, seconds, RATE);
        steadyArrivals.add(arriving, seconds, STEADY_RATE);
        if (sample.frames() == 0) {
            return;
        }
        highShare.add((double) sample.highFrames() / sample.frames(), seconds, SHARE);
        double expected = sample.frames() * steps.gmacs(step, (double) sample.highFrames() / sample.frames());
        content.add(clamp(sample.gmacs() / expected, LEAST_CONTENT, MOST_CONTENT), seconds, CONTENT);
        double done = (sample.gmacs() + sample.frames() * overhead) / seconds;
        if (age > watermark.toNanos() / 1e9) {
            capacity.add(done, seconds, SATURATED);
        } else if (sample.busyShare() > LEAST_BUSY) {
            capacity.add(done / sample.busyShare(), seconds, RELAXATION);
        }
    }

    /** Seconds that frames get older by in a second. */
    double slope() {
        return slope;
    }

    double ageSeconds() {
        return age;
    }

    boolean hasHighFrames() {
        return highShare.value() > 0;
    }

    /** Work a second that can be done; 0 while unknown. */
    double capacity() {
        return capacity.value();
    }

    /** Frames a second that arrive. */
    double arrivals() {
        return arrivals.value();
    }

    /** Work a second that arrivals make at a step, by the longer mean. */
    double steadyDemand(int step) {
        return steadyArrivals.value() * cost(step);
    }

    /** Share of the capacity that arrivals take at a step, by the longer mean; above 1 they cannot be served. */
    double steadyUtilisation(int step) {
        return capacity.isKnown() ? steadyDemand(step) / capacity.value() : 0;
    }

    /**
     * Share of the capacity that arrivals take at a step together with what waits, where that is to be worked off in a
     * given time.
     */
    double drainingUtilisation(int step, Duration within) {
        if (!capacity.isKnown()) {
            return 0;
        }
        double late = Math.max(0, age - watermark.toNanos() / 2e9);
        double needed = arrivals.value() * (1 + late / (within.toNanos() / 1e9));
        return needed * cost(step) / capacity.value();
    }

    private double cost(int step) {
        return content.value() * steps.gmacs(step, highShare.value()) + overhead;
    }

    /** Of the line through the ages of the last second. */
    private double slope(double now) {
        ages.addLast(new Aged(now, age));
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
