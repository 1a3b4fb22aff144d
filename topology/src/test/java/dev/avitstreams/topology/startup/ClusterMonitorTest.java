package dev.avitstreams.topology.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.Condition;
import dev.avitstreams.topology.health.HealthState;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Refused;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ClusterMonitorTest {

    private static final List<CheckResult> FINE = List.of(new Passed(StartupCheck.BROKER, "Fine."));
    private static final List<CheckResult> BROKER_DOWN = List.of(new Waiting(StartupCheck.BROKER, "No broker."));
    private static final List<CheckResult> TOPIC_MISSING =
            List.of(new Passed(StartupCheck.BROKER, "Fine."), new Waiting(StartupCheck.TOPICS, "No topic."));

    private final HealthState health = new HealthState();
    private final List<String> troublesWhileWaiting = new ArrayList<>();

    private ClusterMonitor monitor(Supplier<List<CheckResult>> prepare, Supplier<List<CheckResult>> inspect) {
        return new ClusterMonitor(
                prepare,
                inspect,
                health,
                new TroubleLog(Clock.systemUTC()),
                duration -> troublesWhileWaiting.add(health.troubles()));
    }

    private Condition condition(Component component) {
        return java.util.Objects.requireNonNull(health.conditions().get(component));
    }

    @Test
    void waitsUntilTheCauseIsGoneAndTellsWhyMeanwhile() throws Exception {
        Deque<List<CheckResult>> answers = new ArrayDeque<>(List.of(BROKER_DOWN, TOPIC_MISSING, FINE));

        monitor(answers::remove, () -> FINE).awaitReady();

        assertThat(troublesWhileWaiting).hasSize(2);
        assertThat(troublesWhileWaiting.get(0))
                .contains("broker: No broker.", "topics: Not known while no broker answers.");
        assertThat(troublesWhileWaiting.get(1)).contains("topics: No topic.").doesNotContain("broker:");
        assertThat(condition(Component.BROKER)).isEqualTo(new Condition.Well());
        assertThat(condition(Component.TOPICS)).isEqualTo(new Condition.Well());
    }

    @Test
    void whatWaitingCannotCureEndsTheStart() {
        List<CheckResult> refused = List.of(new Refused(StartupCheck.REGISTRY, "The trust store is missing."));

        assertThatThrownBy(() -> monitor(() -> refused, () -> FINE).awaitReady())
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("The trust store is missing.");
    }

    @Test
    void brokenCheckIsTroubleAndNotTheEnd() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);

        monitor(
                        () -> {
                            if (broken.getAndSet(false)) {
                                throw new IllegalStateException("unforeseen");
                            }
                            return FINE;
                        },
                        () -> FINE)
                .awaitReady();

        assertThat(troublesWhileWaiting).singleElement().asString().contains("unforeseen");
    }

    @Test
    void watchTellsWhenTheBrokerGoesAndComesBack() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        CountDownLatch asked = new CountDownLatch(1);
        ClusterMonitor monitor = monitor(() -> FINE, () -> {
            asked.countDown();
            return down.get() ? BROKER_DOWN : FINE;
        });

        try (AutoCloseable watch = monitor.watch()) {
            asked.await();
            down.set(true);
            Awaitility.await().until(() -> condition(Component.BROKER).equals(new Condition.NotReady("No broker.")));
            down.set(false);
            Awaitility.await().until(() -> condition(Component.BROKER).equals(new Condition.Well()));
        }
    }
}
