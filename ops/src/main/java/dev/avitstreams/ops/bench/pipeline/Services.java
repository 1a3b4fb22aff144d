package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.bench.pipeline.PipelinePlan.Scenario;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.ServiceProcess;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.ops.stack.Ports;
import dev.avitstreams.topology.config.AvitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances of one group that share cores. {@link #close} ends them in good order. */
final class Services implements AutoCloseable {
    /** Longer than the service's defaults, so that group and open transactions wait for it. */
    private static final Duration SUSPENDED_AT_MOST = Duration.ofMinutes(5);

    /** With which a client may not name a session's timeout; the broker's is 45 s. */
    private static final VariedSetting BROKER_KEEPS_SESSIONS = new VariedSetting("kafka.group.protocol", "streams");

    private final List<ServiceProcess> instances = new ArrayList<>();
    private final AvitConfig config;

    private Services(AvitConfig config) {
        this.config = config;
    }

    /** @param cores to share */
    static Services start(Path model, Scenario scenario, int cores, StackAddress stack, Path folder, StopSignal stop)
            throws IOException {
        int count = scenario.instances();
        int workers = Math.max(1, cores / count);
        List<Path> files = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            ports.add(Ports.anyFree());
            Path own = folder.resolve("instance-" + number);
            files.add(suspendable(
                            new ServiceConfig("avit-bench", model, workers, stack, own, ports.get(number)),
                            scenario.setting())
                    .with(scenario.setting())
                    .write(own));
        }
        Services services = new Services(AvitConfig.load(files.get(0), Map.of()));
        try {
            for (int number = 0; number < count; number++) {
                ServiceProcess instance = new ServiceProcess(number, files.get(number), ports.get(number));
                services.instances.add(instance);
                instance.start();
            }
            services.instances.forEach(instance -> instance.awaitReady(stop));
            return services;
        } catch (RuntimeException e) {
            services.instances.forEach(ServiceProcess::close);
            throw e;
        }
    }

    private static ServiceConfig suspendable(ServiceConfig config, @Nullable VariedSetting setting) {
        if (!BROKER_KEEPS_SESSIONS.equals(setting)) {
            config.with("kafka.consumer.session.timeout.ms", SUSPENDED_AT_MOST.toMillis());
        }
        return config.with("kafka.consumer.max.poll.interval.ms", SUSPENDED_AT_MOST.toMillis())
                .with("kafka.producer.transaction.timeout.ms", SUSPENDED_AT_MOST.toMillis());
    }

    /** Of the first; the others differ in state folder and port. */
    AvitConfig config() {
        return config;
    }

    /** Processor time of all of them. */
    Duration cpuTime() {
        return instances.stream().map(ServiceProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** They stand still, so as to take no processor time, until {@link #resume}. */
    void suspend() {
        instances.forEach(ServiceProcess::stop);
    }

    void resume() {
        instances.forEach(ServiceProcess::resume);
    }

    @Override
    public void close() {
        instances.forEach(ServiceProcess::terminate);
        instances.forEach(ServiceProcess::close);
    }
}
