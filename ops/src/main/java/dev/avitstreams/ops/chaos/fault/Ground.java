package dev.avitstreams.ops.chaos.fault;

import dev.avitstreams.ops.chaos.cluster.ChaosCluster;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where faults strike.
 *
 * @param applicationId of the instances
 * @param stop ends all waiting
 * @param narrator told what happens
 * @param complaints told where the service did not answer a fault as it should
 */
public record Ground(
        List<ServiceProcess> instances,
        ChaosCluster cluster,
        String applicationId,
        StopSignal stop,
        Consumer<String> narrator,
        Consumer<String> complaints) {
    private static final Duration POLL = Duration.ofMillis(50);

    public Ground {
        instances = List.copyOf(instances);
    }

    ServiceProcess instance(int number) {
        return instances.get(number);
    }

    /** Waits so long, or until all is over. */
    void rest(Duration duration) {
        boolean ignored = stop.await(duration);
    }

    /** True once it holds; false if it did not in time. */
    boolean until(BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || stop.await(POLL)) {
                return false;
            }
        }
        return true;
    }

    void tell(String line) {
        narrator.accept(line);
    }

    void complain(String line) {
        narrator.accept("✗ " + line);
        complaints.accept(line);
    }
}
