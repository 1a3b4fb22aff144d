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
import java.util.stream.Stream;

/** Instances of one group that share cores. {@link #close} ends them in good order. */
final class Services implements AutoCloseable {
    /** How long group and open transactions wait for a service that is suspended. */
    private static final Duration AWAITED = Duration.ofMinutes(10);

    /** A part of that, as suspensions may follow each other. */
    static final Duration SUSPENDED_AT_MOST = AWAITED.dividedBy(4);

    private static final String SESSION = "session.timeout.ms";
    private static final String POLL = "max.poll.interval.ms";
    private static final String TRANSACTION = "transaction.timeout.ms";
    private static final String PROTOCOL = "group.protocol"; // with Streams' own, the broker has the timeouts

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
            files.add(new ServiceConfig("avit-bench", model, workers, stack, own, ports.get(number))
                    .with("kafka.consumer." + SESSION, AWAITED.toMillis())
                    .with("kafka.consumer." + POLL, AWAITED.toMillis())
                    .with("kafka.producer." + TRANSACTION, AWAITED.toMillis())
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

    /** Whether it decides how long group and transactions wait for a service that is suspended. */
    static boolean clashesWithSuspension(VariedSetting setting) {
        return setting.path().startsWith("kafka.")
                && Stream.of(SESSION, POLL, TRANSACTION, PROTOCOL).anyMatch(setting.path()::endsWith);
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
