package dev.avitstreams.ops.chaos.soak;

import dev.avitstreams.ops.chaos.audit.Findings.Finding;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.process.ProcessSample;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a soak went, as written by {@code --json}. Growths are of instance 0, which no fault ended, from the end of the
 * first quarter to the end, by a straight line through the samples.
 *
 * @param sound whether every frame came out once and nothing grew
 * @param exact whether every frame came out once
 * @param capacity frames a second, measured before
 * @param framesPerSecond that were sent
 * @param lagAtEnd frames under way when the last had been sent
 */
public record SoakReport(
        boolean sound,
        boolean exact,
        double minutes,
        double capacity,
        double framesPerSecond,
        int frames,
        List<String> faults,
        double heapGrowthMebibytes,
        double nativeGrowthMebibytes,
        double threadGrowth,
        double handleGrowth,
        double lagGrowth,
        int lagAtEnd,
        List<Integer> unexpectedExits,
        long seed,
        Map<Violation, Finding> violations) {
    /** What collections and arenas come and go by. */
    private static final double NOISE_MEBIBYTES = 48;

    private static final double NOISE_THREADS = 8;

    /** The stores of another instance's tasks, while that is away. */
    private static final double NOISE_HANDLES = 100;

    /** A fault holds frames back for about so long. */
    private static final double NOISE_LAG_SECONDS = 15;

    public SoakReport {
        faults = List.copyOf(faults);
        unexpectedExits = List.copyOf(unexpectedExits);
        violations = Collections.unmodifiableMap(new TreeMap<>(violations));
    }

    static SoakReport of(
            double minutes,
            double capacity,
            double framesPerSecond,
            int frames,
            List<String> faults,
            Samples samples,
            int lagAtEnd,
            List<Integer> unexpectedExits,
            long seed,
            Map<Violation, Finding> violations) {
        double heap = samples.trend(samples.of(0, ProcessSample::heapMebibytes)).growth();
        double natively =
                samples.trend(samples.of(0, ProcessSample::nativeMebibytes)).growth();
        double threads = samples.trend(samples.of(0, ProcessSample::threads)).growth();
        double handles = samples.trend(samples.of(0, ProcessSample::handles)).growth();
        double lag = samples.trend(samples.lags()).growth();
        boolean flat = heap <= NOISE_MEBIBYTES
                && natively <= NOISE_MEBIBYTES
                && threads <= NOISE_THREADS
                && handles <= NOISE_HANDLES
                && lag <= NOISE_LAG_SECONDS * framesPerSecond;
        return new SoakReport(
                violations.isEmpty() && flat,
                violations.isEmpty(),
                minutes,
                capacity,
                framesPerSecond,
                frames,
                faults,
                heap,
                natively,
                threads,
                handles,
                lag,
                lagAtEnd,
                unexpectedExits,
                seed,
                violations);
    }
}
