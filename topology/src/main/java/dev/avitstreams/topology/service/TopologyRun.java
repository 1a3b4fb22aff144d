package dev.avitstreams.topology.service;

import dev.avitstreams.topology.exactlyonce.GuardedClientSupplier;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.microbatch.LookAhead;
import dev.avitstreams.topology.microbatch.LookAheadInterceptor;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Kafka Streams, from its start until it is closed or gives up. */
final class TopologyRun {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyRun.class);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final AutoCloseable watch;
    private final ScheduledExecutorService expiry;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Ready to start.
     *
     * @param framesTopic whose records are looked ahead
     * @param onVeto called whenever the guard vetoes a transaction
     * @param meters watches the run until it closes
     */
    TopologyRun(
            Topology topology,
            Map<String, Object> settings,
            String framesTopic,
            LookAhead lookAhead,
            TaskLanes lanes,
            Runnable onVeto,
            FailurePolicy failures,
            KafkaStreams.StateListener states,
            Function<KafkaStreams, AutoCloseable> meters) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                LookAheadInterceptor.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(LookAheadInterceptor.LOOK_AHEAD), lookAhead);
        properties.put(StreamsConfig.mainConsumerPrefix(LookAheadInterceptor.TOPIC), framesTopic);
        streams = new KafkaStreams(topology, properties, new GuardedClientSupplier(lanes, onVeto));
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener((now, before) -> {
            states.onChange(now, before);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
        watch = meters.apply(streams);
        expiry = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "avit-look-ahead-expiry");
            thread.setDaemon(true);
            return thread;
        });
        expiry.scheduleWithFixedDelay(
                lookAhead::expire, EXPIRE_EVERY.toMillis(), EXPIRE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void start() {
        streams.start();
    }

    /** Waits until the run has ended, by itself or by {@link #close}. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Commits what was processed and leaves the group, so that others take over at once. */
    void close(Duration timeout) {
        expiry.shutdownNow();
        try {
            watch.close();
        } catch (Exception e) {
            LOG.warn("The stream's meters could not be closed", e);
        }
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(timeout));
        ended.countDown();
    }
}
