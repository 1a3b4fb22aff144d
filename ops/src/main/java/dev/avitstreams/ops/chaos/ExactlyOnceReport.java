package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.Findings.Finding;
import dev.avitstreams.ops.chaos.audit.InternalTopics;
import dev.avitstreams.ops.chaos.audit.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run went, as written by {@code --json}.
 *
 * @param exact whether the promise of the guarantee held
 * @param lost frames without outcome
 * @param faults what was done, in order
 * @param faultsMissed what could not be done, for example as no batch reached the instance
 * @param vetoes transactions that the guard refused, and whose frames were read again
 * @param unexpectedExits exit codes of instances that ended by themselves and were started again
 * @param stalls times that nothing came out until the instances were started again
 * @param violations all that is wrong, with examples
 */
public record ExactlyOnceReport(
        boolean exact,
        int frames,
        int labels,
        int deadLetters,
        long summaries,
        long lost,
        long doubled,
        long reordered,
        List<String> faults,
        List<String> faultsMissed,
        long vetoes,
        List<Integer> unexpectedExits,
        int stalls,
        double loadSeconds,
        double seconds,
        String guarantee,
        String groupProtocol,
        int brokers,
        long seed,
        Map<String, InternalTopics.Contents> internalTopics,
        Map<Violation, Finding> violations) {

    public ExactlyOnceReport {
        faults = List.copyOf(faults);
        faultsMissed = List.copyOf(faultsMissed);
        unexpectedExits = List.copyOf(unexpectedExits);
        internalTopics = Collections.unmodifiableMap(new TreeMap<>(internalTopics));
        violations = Collections.unmodifiableMap(new TreeMap<>(violations));
    }
}
