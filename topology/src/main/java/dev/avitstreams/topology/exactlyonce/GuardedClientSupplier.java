package dev.avitstreams.topology.exactlyonce;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, with every transactional producer guarded. Under {@code at_least_once} nothing is wrapped, as
 * there is no transaction to guard.
 */
public final class GuardedClientSupplier implements KafkaClientSupplier {
    private final TaskLanes lanes;
    private final Runnable onVeto;

    /** @param onVeto called on the stream thread whenever a transaction is vetoed */
    public GuardedClientSupplier(TaskLanes lanes, Runnable onVeto) {
        this.lanes = lanes;
        this.onVeto = onVeto;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        return config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                ? new GuardedProducer(producer, lanes, new AdminCommittedOffsets(config), onVeto)
                : producer;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
