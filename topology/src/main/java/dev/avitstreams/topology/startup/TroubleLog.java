package dev.avitstreams.topology.startup;

import dev.avitstreams.topology.startup.CheckResult.Advice;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is waited for when it changes, and else once a minute; advice once. Not thread-safe. */
final class TroubleLog {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMonitor.class);
    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final Clock clock;
    private List<String> troubles = List.of();
    private List<String> advice = List.of();
    private Instant loggedAt = Instant.EPOCH;

    TroubleLog(Clock clock) {
        this.clock = clock;
    }

    void report(List<CheckResult> results) {
        List<String> newTroubles = sentences(results, Waiting.class);
        List<String> newAdvice = sentences(results, Advice.class);
        boolean due = !clock.instant().isBefore(loggedAt.plus(REPEAT));
        if (!newTroubles.isEmpty() && (due || !newTroubles.equals(troubles))) {
            newTroubles.forEach(sentence -> LOG.warn("Not ready: {}", sentence));
            loggedAt = clock.instant();
        }
        if (newTroubles.isEmpty() && !troubles.isEmpty()) {
            LOG.info("Broker, topics and registry are as needed.");
        }
        if (!newAdvice.isEmpty() && !newAdvice.equals(advice)) {
            newAdvice.forEach(LOG::warn);
        }
        troubles = newTroubles;
        advice = newAdvice;
    }

    private static List<String> sentences(List<CheckResult> results, Class<? extends CheckResult> kind) {
        return results.stream()
                .filter(kind::isInstance)
                .map(CheckResult::sentence)
                .toList();
    }
}
