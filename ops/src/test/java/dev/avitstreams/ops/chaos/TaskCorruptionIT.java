package dev.avitstreams.ops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.topology.exactlyonce.GuardedClientSupplier;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hole in Kafka Streams that the guard closes, on a real broker: of two tasks that share a thread's transaction, the
 * punctuator of one fails with Kafka's own {@link TimeoutException}, once, while both have records in flight.
 */
@Timeout(120)
class TaskCorruptionIT {
    private static final int RECORDS = 400; // of each of the two partitions
    private static final int IN_FLIGHT = 20;
    private static final Duration QUIET = Duration.ofSeconds(4);
    /** Above the time after which a broker gives up a transaction whose thread has left it. */
    private static final Duration LOST = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final TaskLanes lanes = new TaskLanes();
    private final AtomicInteger vetoes = new AtomicInteger();
    private final AtomicIntegerArray processed = new AtomicIntegerArray(2);
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private EmbeddedBroker broker;

    @BeforeEach
    void fill() throws ExecutionException, InterruptedException {
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(config);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("in", 2, (short) 1), new NewTopic("out", 2, (short) 1)))
                    .all()
                    .get();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = 0; number < RECORDS; number++) {
                sent.add(producer.send(new ProducerRecord<>("in", 0, "a", "a" + number)));
                sent.add(producer.send(new ProducerRecord<>("in", 1, "b", "b" + number)));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get(); // one that never got in would seem lost
            }
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** The control: once this fails, Kafka has been mended, and the guard may go. */
    @Test
    @EnabledIfSystemProperty(named = "avit.control", matches = "true", disabledReason = "takes long")
    void kafkaStreamsAloneLosesOrDoublesRecords() {
        Map<String, Integer> outputs = run(new DefaultKafkaClientSupplier());

        assertThat(hasFailed).isTrue();
        long doubled = outputs.values().stream().filter(times -> times > 1).count();
        System.out.printf(
                "Kafka Streams alone: %d of %d came out, %d of them twice%n", outputs.size(), 2 * RECORDS, doubled);
        assertThat(outputs.size() < 2 * RECORDS || doubled > 0)
                .as("lost or doubled, of %d records that came out", outputs.size())
                .isTrue();
    }

    @Test
    void guardedEveryRecordComesOutOnce() {
        Map<String, Integer> outputs = run(new GuardedClientSupplier(lanes, vetoes::incrementAndGet));

        assertThat(hasFailed).isTrue();
        assertThat(vetoes).hasPositiveValue();
        assertThat(outputs).hasSize(2 * RECORDS);
        assertThat(outputs.values()).containsOnly(1);
    }

    /** How often each value came out, until nothing new has come for a while. */
    private Map<String, Integer> run(KafkaClientSupplier clients) {
        Topology topology = new Topology()
                .addSource("source", "in")
                .addProcessor("copy", Copy::new, "source")
                .addSink("sink", "out", "copy");
        try (KafkaStreams streams = new KafkaStreams(topology, streamsConfig(), clients);
                KafkaConsumer<String, String> consumer = consumer()) {
            streams.start();
            consumer.subscribe(List.of("out"));
            Map<String, Integer> outputs = new HashMap<>();
            long last = System.nanoTime();
            while (System.nanoTime() - last < (outputs.size() < 2 * RECORDS ? LOST : QUIET).toNanos()) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    outputs.merge(record.value(), 1, Integer::sum);
                    last = System.nanoTime();
                }
            }
            return outputs;
        }
    }

    /** Forwards what it reads. That of partition 0 fails from its punctuator when both have records in flight. */
    private final class Copy extends ContextualProcessor<String, String, String, String> {
        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            if (lane().partition() == 0) {
                context.schedule(Duration.ofMillis(10), PunctuationType.WALL_CLOCK_TIME, this::failOnce);
            }
        }

        private TopicPartition lane() {
            return new TopicPartition("in", context().taskId().partition());
        }

        private void failOnce(long timestamp) {
            if (processed.get(0) >= IN_FLIGHT && processed.get(1) >= IN_FLIGHT && !hasFailed.getAndSet(true)) {
                throw new TimeoutException("as if a broker had not answered");
            }
        }

        @Override
        public void process(Record<String, String> record) {
            try (TaskLanes.Scope scope = lanes.processing(lane())) {
                context().forward(record);
                scope.complete();
            }
            processed.incrementAndGet(lane().partition());
        }
    }

    private Properties streamsConfig() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "corruption");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 3_000); // long enough for the failure
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put("consumer.auto.offset.reset", "earliest");
        properties.put("producer.transaction.timeout.ms", 10_000);
        return properties;
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "reader",
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
