package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.stack.Ports;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All instances of a run. */
final class Fleet implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(250);

    private final List<Instance> instances = new ArrayList<>();

    Fleet(ExactlyOncePlan plan, StackAddress stack) {
        for (int number = 0; number < plan.instances(); number++) {
            Path folder = plan.directory().resolve("instance-" + number);
            int httpPort = Ports.anyFree();
            instances.add(new Instance(number, InstanceConfig.write(plan, stack, folder, httpPort), httpPort));
        }
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    /** Starts them and waits until each says it is ready. */
    void start(StopSignal stop) {
        instances.forEach(Instance::start);
        HttpClient http = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + START.toNanos();
        for (Instance instance : instances) {
            while (!instance.isReady(http)) {
                if (System.nanoTime() > deadline || stop.await(POLL)) {
                    throw instance.neverReady(START);
                }
            }
        }
    }

    void supervise() {
        instances.forEach(Instance::supervise);
    }

    /** Ends them in good order, each telling if it would not. */
    void end(Findings findings) {
        for (Instance instance : instances) {
            instance.terminate();
            if (instance.stubbornEnds() > 0) {
                findings.add(
                        Violation.UNFINISHED,
                        "an instance did not end when asked, " + instance.stubbornEnds() + " times; its log: "
                                + instance.log());
            }
        }
    }

    long vetoes() {
        return instances.stream().mapToLong(Instance::vetoes).sum();
    }

    int unexpectedExits() {
        return instances.stream().mapToInt(Instance::unexpectedExits).sum();
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
    }
}
