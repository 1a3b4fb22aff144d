package dev.avitstreams.topology.startup;

import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.HealthState;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether broker, topics and registry are as needed, before the stream starts and while it runs, and tells health
 * and log. Wait first, then watch, then wait again once the watch is closed.
 *
 * <p>Kafka Streams itself stays RUNNING while no broker answers, so that without this nobody would be told.
 */
public final class ClusterMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMonitor.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RECHECK = Duration.ofSeconds(15);

    private static final Map<Component, StartupCheck> WATCHED = Map.of(
            Component.BROKER, StartupCheck.BROKER,
            Component.TOPICS, StartupCheck.TOPICS,
            Component.REGISTRY, StartupCheck.REGISTRY);

    private final Supplier<List<CheckResult>> prepare;
    private final Supplier<List<CheckResult>> inspect;
    private final HealthState health;
    private final TroubleLog log;
    private final Pause pause;

    /** How to wait; a test need not. */
    @FunctionalInterface
    interface Pause {
        void forAbout(Duration duration) throws InterruptedException;
    }

    public ClusterMonitor(AvitConfig config, HealthState health) {
        this(
                () -> StartupChecks.prepareCluster(config),
                () -> StartupChecks.inspectCluster(config),
                health,
                new TroubleLog(Clock.systemUTC()),
                duration -> Thread.sleep(duration.toMillis()));
    }

    ClusterMonitor(
            Supplier<List<CheckResult>> prepare,
            Supplier<List<CheckResult>> inspect,
            HealthState health,
            TroubleLog log,
            Pause pause) {
        this.prepare = prepare;
        this.inspect = inspect;
        this.health = health;
        this.log = log;
        this.pause = pause;
    }

    /**
     * Returns once everything is as needed; until then it asks again every five seconds.
     *
     * @throws StartupRefusedException if waiting cannot help
     */
    public void awaitReady() throws InterruptedException {
        while (true) {
            List<CheckResult> results = ask(prepare);
            boolean ready = report(results);
            StartupChecks.requireNoneRefused(results);
            if (ready) {
                return;
            }
            pause.forAbout(RETRY);
        }
    }

    /** Goes on asking on a thread of its own, changing nothing, until closed. */
    public AutoCloseable watch() {
        Thread thread = new Thread(this::watchUntilInterrupted, "avit-cluster-monitor");
        thread.setDaemon(true);
        thread.start();
        return thread::interrupt;
    }

    private void watchUntilInterrupted() {
        try {
            boolean ready = true;
            while (!Thread.currentThread().isInterrupted()) {
                pause.forAbout(ready ? RECHECK : RETRY);
                List<CheckResult> results = ask(inspect);
                // An interrupted question looks like a broker that does not answer.
                if (!Thread.currentThread().isInterrupted()) {
                    ready = report(results);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A check that breaks must not end the watch. */
    private static List<CheckResult> ask(Supplier<List<CheckResult>> question) {
        try {
            return question.get();
        } catch (RuntimeException broken) {
            LOG.error("A check of the cluster broke.", broken);
            return List.of(new Waiting(
                    StartupCheck.BROKER, "The cluster could not be checked, the log tells more: " + broken));
        }
    }

    private synchronized boolean report(List<CheckResult> results) {
        boolean unanswered = !troubles(results, StartupCheck.BROKER).isEmpty();
        WATCHED.forEach((component, check) -> {
            String troubles = troubles(results, check);
            if (check == StartupCheck.TOPICS && unanswered) {
                health.notReady(component, "Not known while no broker answers.");
            } else if (troubles.isEmpty()) {
                health.well(component);
            } else {
                health.notReady(component, troubles);
            }
        });
        log.report(results);
        return results.stream().noneMatch(Waiting.class::isInstance);
    }

    private static String troubles(List<CheckResult> results, StartupCheck check) {
        return results.stream()
                .filter(Waiting.class::isInstance)
                .filter(result -> result.check() == check)
                .map(CheckResult::sentence)
                .collect(Collectors.joining(" "));
    }
}
