package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.evaluation.distributed.ChunkProcessor.AbandonedException;
import dev.avitstreams.ops.evaluation.distributed.ChunkProcessor.Evaluation;
import dev.avitstreams.topology.config.StreamsSettings;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** The Kafka Streams application that shares chunks out among the instances. Owns its one thread. */
final class ChunkStreams implements AutoCloseable {
    /** Longer than the slowest chunk; until one is finished, the group waits for its instance to share out anew. */
    private static final Duration SLOWEST_CHUNK = Duration.ofHours(1);

    /** For what was under way when stopping was wished; the models must not be closed under it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaStreams streams;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ChunkStreams(KafkaStreams streams) {
        this.streams = streams;
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.compareAndSet(null, thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /**
     * Begins to evaluate chunks.
     *
     * @param instance name of this one
     */
    static ChunkStreams start(SharedTopics topics, String instance, Evaluation evaluation) {
        ChunkStreams started =
                new ChunkStreams(new KafkaStreams(topology(topics, instance, evaluation), settings(topics)));
        started.streams.start();
        return started;
    }

    static Topology topology(SharedTopics topics, String instance, Evaluation evaluation) {
        return new Topology()
                .addSource(
                        "chunks",
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        topics.chunks())
                .addProcessor("evaluate", () -> new ChunkProcessor(evaluation, instance), "chunks")
                .addSink(
                        "ledger",
                        topics.ledger(),
                        Serdes.String().serializer(),
                        Serdes.ByteArray().serializer(),
                        "evaluate");
    }

    private static Properties settings(SharedTopics topics) {
        Properties settings = new Properties();
        settings.putAll(StreamsSettings.streams(topics.config()));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.applicationId());
        // The ledger counts a chunk once, however often it is written.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // One at a time: what was fetched could not be given to another instance.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 1);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), (int)
                SLOWEST_CHUNK.toMillis());
        return settings;
    }

    /** @throws RuntimeException what ended it, if something did */
    void requireRunning() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            Throwable cause = thrown;
            while (cause instanceof StreamsException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof AbandonedException) {
                return; // on our own wish
            }
            if (cause instanceof CommandFailure explained) {
                throw explained;
            }
            throw CommandFailure.runtime(
                    "This instance of the distributed evaluation ends: " + Sentences.of(cause)
                            + " The others go on; the same command joins them again.",
                    thrown);
        }
    }

    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(PATIENCE));
    }
}
