package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.ServiceProcess;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.ops.stack.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All instances of a run. */
final class Fleet implements AutoCloseable {
    private final List<ServiceProcess> instances = new ArrayList<>();

    Fleet(ExactlyOncePlan plan, StackAddress stack) {
        for (int number = 0; number < plan.instances(); number++) {
            Path folder = plan.directory().resolve("instance-" + number);
            int httpPort = Ports.anyFree();
            instances.add(new ServiceProcess(number, InstanceConfig.write(plan, stack, folder, httpPort), httpPort));
        }
    }

    List<ServiceProcess> instances() {
        return List.copyOf(instances);
    }

    /** Starts them and waits until each says it is ready. */
    void start(StopSignal stop) {
        instances.forEach(ServiceProcess::start);
        instances.forEach(instance -> instance.awaitReady(stop));
    }

    void supervise() {
        instances.forEach(ServiceProcess::supervise);
    }

    /** Ends them in good order, each telling if it would not. */
    void end(Findings findings) {
        for (ServiceProcess instance : instances) {
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
        return instances.stream().mapToLong(ServiceProcess::vetoes).sum();
    }

    int unexpectedExits() {
        return instances.stream().mapToInt(ServiceProcess::unexpectedExits).sum();
    }

    @Override
    public void close() {
        instances.forEach(ServiceProcess::close);
    }
}
