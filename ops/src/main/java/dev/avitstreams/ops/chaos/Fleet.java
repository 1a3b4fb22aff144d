package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.AvitProcesses;
import dev.avitstreams.ops.process.ServiceProcess;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.ops.stack.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All instances of a run. */
public final class Fleet implements AutoCloseable {
    private final List<ServiceProcess> instances = new ArrayList<>();

    /**
     * Not yet started.
     *
     * @param directory for a folder of each
     */
    public Fleet(Deployment deployment, int count, StackAddress stack, Path directory) {
        for (int number = 0; number < count; number++) {
            int httpPort = Ports.anyLasting();
            Path config = InstanceConfig.write(deployment, stack, directory.resolve("instance-" + number), httpPort);
            List<String> arguments = deployment.takesOrders()
                    ? List.of("chaos", "instance", "--config", config.toString())
                    : List.of("run", "--config", config.toString());
            List<String> flags = deployment.timeouts().equals(Timeouts.SHORT)
                    ? AvitProcesses.QUICK_START
                    : ServiceProcess.RESIDENT_HEAP;
            instances.add(new ServiceProcess(number, config, httpPort, flags, arguments));
        }
    }

    public List<ServiceProcess> instances() {
        return List.copyOf(instances);
    }

    /** Starts them and waits until each says it is ready. */
    public void start(StopSignal stop) {
        instances.forEach(ServiceProcess::start);
        instances.forEach(instance -> instance.awaitReady(stop));
    }

    /** As somebody would who sees that nothing comes out. */
    void restart() {
        for (ServiceProcess instance : instances) {
            instance.terminate();
            instance.start();
        }
    }

    public void supervise() {
        instances.forEach(ServiceProcess::supervise);
    }

    /** Ends them in good order, each telling if it would not, or had ended when nothing asked for it. */
    public void end(Findings findings) {
        instances.forEach(ServiceProcess::beginEnd);
        for (ServiceProcess instance : instances) {
            instance.terminate();
            String log = "; its log: " + instance.log();
            if (instance.stubbornEnds() > 0) {
                findings.add(
                        Violation.UNFINISHED,
                        "an instance did not end when asked, " + instance.stubbornEnds() + " times" + log);
            }
            if (instance.unexplainedExits() > 0) {
                findings.add(
                        Violation.UNANSWERED,
                        "an instance ended by itself " + instance.unexplainedExits()
                                + " times more often than faults asked for, with " + instance.unexpectedExits() + log);
            }
            instance.wrongAnswers()
                    .forEach(code -> findings.add(
                            Violation.UNANSWERED,
                            "an instance ended with exit code " + code + " when asked to end" + log));
        }
    }

    public long vetoes() {
        return instances.stream().mapToLong(ServiceProcess::vetoes).sum();
    }

    /** What instances ended with that had not been told to end. */
    public List<Integer> unexpectedExits() {
        return instances.stream()
                .flatMap(instance -> instance.unexpectedExits().stream())
                .toList();
    }

    @Override
    public void close() {
        instances.forEach(ServiceProcess::close);
    }
}
