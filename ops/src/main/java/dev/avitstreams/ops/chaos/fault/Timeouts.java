package dev.avitstreams.ops.chaos.fault;

import java.time.Duration;
import java.util.Map;

/**
 * How long everybody waits for everybody else: what makes a run of faults long or short.
 *
 * @param session until an instance that is silent is given up
 * @param transaction until a transaction that nobody ends is aborted
 * @param operator until a frame without an outcome is read again
 * @param giveUp until a hanging operator ends the process
 * @param window of summaries; grace and idle time follow from it
 */
public record Timeouts(Duration session, Duration transaction, Duration operator, Duration giveUp, Duration window) {
    /** The service's own, but for the windows and for a hanging operator, which nobody wants to wait for. */
    public static final Timeouts SERVICE = new Timeouts(
            Duration.ofSeconds(6),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));

    /** About as short as two busy cores allow. */
    public static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2));

    public Duration heartbeat() {
        return session.dividedBy(3);
    }

    public Duration idleClose() {
        return window.multipliedBy(3).dividedBy(5);
    }

    public Duration grace() {
        return window.dividedBy(5);
    }

    /** What the broker has a say in. */
    public Map<String, String> brokerSettings() {
        String sessionMillis = Long.toString(session.toMillis());
        String heartbeatMillis = Long.toString(heartbeat().toMillis());
        return Map.of(
                "group.min.session.timeout.ms", sessionMillis,
                "group.streams.min.session.timeout.ms", sessionMillis,
                "group.streams.session.timeout.ms", sessionMillis,
                "group.streams.min.heartbeat.interval.ms", heartbeatMillis,
                "group.streams.heartbeat.interval.ms", heartbeatMillis);
    }
}
