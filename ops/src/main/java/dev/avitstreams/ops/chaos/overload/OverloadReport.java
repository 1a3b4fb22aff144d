package dev.avitstreams.ops.chaos.overload;

import dev.avitstreams.ops.chaos.audit.Findings.Finding;
import dev.avitstreams.ops.chaos.audit.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an overload went, as written by {@code --json}. Frames and what became of them are those of the whole run, the
 * measuring of the capacity included.
 *
 * @param sound whether there was the overload asked for, memory and latency kept within their bounds, and every frame
 *     is accounted for once
 * @param exact whether every frame is accounted for once
 * @param capacity frames a second, measured before
 * @param framesPerSecond that were really sent
 * @param backlog frames under way when the last had been sent
 * @param skipped counted in summaries
 * @param latencyMillisP50 from arrival on the broker to the label's, of served frames
 * @param latencyBoundMillis that none of them may exceed; empty where nothing is skipped
 * @param residentMebibytes most that the instance ever held
 * @param memoryBoundMebibytes that it may hold
 * @param nativeGrowthMebibytes of what is not heap, between the first and the last quarter of the overload
 * @param framesPerSecondAsked that were to be sent
 * @param shortfalls why this was not the overload asked for, in sentences
 */
public record OverloadReport(
        boolean sound,
        boolean exact,
        double minutes,
        double capacity,
        double framesPerSecond,
        int frames,
        int backlog,
        int labels,
        int deadLetters,
        long skipped,
        long latencyMillisP50,
        long latencyMillisP99,
        long latencyMillisMax,
        Optional<Long> latencyBoundMillis,
        double residentMebibytes,
        int memoryBoundMebibytes,
        double nativeGrowthMebibytes,
        long seed,
        Map<Violation, Finding> violations,
        double framesPerSecondAsked,
        List<String> shortfalls) {
    public OverloadReport {
        violations = Collections.unmodifiableMap(new TreeMap<>(violations));
        shortfalls = List.copyOf(shortfalls);
    }

    /** Whether memory and latency, as far as that is bounded, kept within their bounds. */
    static boolean bounded(
            double residentMebibytes,
            int memoryBoundMebibytes,
            long latencyMillisMax,
            Optional<Long> latencyBoundMillis) {
        return residentMebibytes <= memoryBoundMebibytes
                && latencyBoundMillis.map(most -> latencyMillisMax <= most).orElse(true);
    }
}
