package dev.avitstreams.ops.rollout;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.rollout.ModelRole;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/**
 * The topic of models, for the instances of one application.
 *
 * @param serdes not closed here
 */
public record AnnouncementTopic(AvitConfig config, AvroSerdes serdes) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * The last word for each role that has one; empty where it was taken back.
     *
     * @param remarks told each record that cannot be read and is passed over, as instances do
     */
    public Map<ModelRole, Optional<ModelAnnouncement>> read(Consumer<String> remarks) {
        Map<ModelRole, Optional<ModelAnnouncement>> last = new EnumMap<>(ModelRole.class);
        try (TopicTail tail =
                TopicTail.open(StreamsSettings.consumer(config), List.of(topic()), TopicTail.Start.BEGINNING)) {
            tail.readUntil(
                    tail.ends(),
                    record -> ModelRole.ofKey(record.key(), config.applicationId())
                            .ifPresent(role -> take(role, record, last, remarks)));
        }
        return last;
    }

    private void take(
            ModelRole role,
            ConsumerRecord<byte[], byte[]> record,
            Map<ModelRole, Optional<ModelAnnouncement>> last,
            Consumer<String> remarks) {
        try {
            last.put(
                    role,
                    Optional.ofNullable(record.value())
                            .map(bytes -> serde().deserializer().deserialize(topic(), bytes)));
        } catch (UnreadableRecordException e) {
            remarks.accept("The announcement for " + role.label() + " at " + record.partition() + "@" + record.offset()
                    + " of '" + topic() + "' is passed over: " + e.getMessage());
        }
    }

    /**
     * Announces, and returns once all replicas have it.
     *
     * @param announcement empty to take back what was announced
     * @throws CommandFailure where the topic is missing or cannot be written
     */
    public void write(ModelRole role, Optional<ModelAnnouncement> announcement) {
        requireTopic();
        byte[] value = announcement
                .map(a -> serde().serializer().serialize(topic(), a))
                .orElse(null);
        Map<String, Object> properties = new HashMap<>(StreamsSettings.producer(config));
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic(), role.key(config.applicationId()), value))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw CommandFailure.runtime(
                    "The announcement could not be written to '" + topic() + "': " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while the announcement was written.", e);
        }
    }

    /** A producer would wait, and a broker perhaps make the topic without compaction. */
    private void requireTopic() {
        TopicTail.open(StreamsSettings.consumer(config), List.of(topic()), TopicTail.Start.END)
                .close();
    }

    private Serde<ModelAnnouncement> serde() {
        return serdes.of(ModelAnnouncement.class);
    }

    private String topic() {
        return config.topics().models();
    }
}
