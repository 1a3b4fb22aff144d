package dev.avitstreams.schemas.registry;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes of our records in Confluent's wire format, on one shared registry client. Thread-safe; a serde may be shared
 * between threads too, and closing it leaves the client open.
 *
 * <p>By default nothing is registered by writing ({@link SchemaPolicy#REGISTERED_ONLY}): a service must not change a
 * cluster's schemas by being started. {@code use.latest.version} is off in any case: it would write our records with
 * whatever schema was registered last, which fails, or drops fields, once that is newer than this program.
 *
 * <p>A deserializer reads with this program's schema, whatever the writer's was. It throws
 * {@link UnreadableRecordException} when the bytes are at fault, {@link RegistryException} when the registry is: the
 * first is for the dead letters, the second for a retry.
 */
public final class AvroSerdes implements AutoCloseable {
    private final RegistryConfig config;
    private final SchemaPolicy policy;
    private final SchemaRegistryClient client;

    /** What a serializer does with a schema that the registry does not have. */
    public enum SchemaPolicy {
        /** Fail, saying that the schemas must be registered first. */
        REGISTERED_ONLY,
        /** Register it, subject to the registry's compatibility rules: for demos and producers without set-up. */
        REGISTER_ON_WRITE
    }

    public AvroSerdes(RegistryConfig config) {
        this(config, SchemaPolicy.REGISTERED_ONLY);
    }

    public AvroSerdes(RegistryConfig config, SchemaPolicy policy) {
        this(config, policy, config.newClient());
    }

    /** @param client to be shared; closed with this object */
    public AvroSerdes(RegistryConfig config, SchemaPolicy policy, SchemaRegistryClient client) {
        GeneratedClasses.trust();
        this.config = config;
        this.policy = policy;
        this.client = client;
    }

    public Serde<ImageEvent> imageEvents() {
        return of(ImageEvent.class);
    }

    public Serde<FrameLabel> frameLabels() {
        return of(FrameLabel.class);
    }

    public Serde<HaltingSummary> haltingSummaries() {
        return of(HaltingSummary.class);
    }

    /** Of values, by the topic they are in: subject {@code <topic>-value}. */
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
        return Serdes.serdeFrom(serializer(), deserializer(type));
    }

    /** The client all these serdes share. */
    public SchemaRegistryClient client() {
        return client;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends SpecificRecord> Serializer<T> serializer() {
        Map<String, Object> properties = new HashMap<>(config.clientProperties());
        properties.put("auto.register.schemas", policy == SchemaPolicy.REGISTER_ON_WRITE);
        properties.put("use.latest.version", false);
        properties.put("avro.remove.java.properties", true);
        KafkaAvroSerializer confluent = new KafkaAvroSerializer(client);
        confluent.configure(properties, false);
        return new RecordSerializer<>(config, confluent);
    }

    private <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
        Map<String, Object> properties = new HashMap<>(config.clientProperties());
        properties.put("specific.avro.reader", true);
        KafkaAvroDeserializer confluent = new KafkaAvroDeserializer(client);
        confluent.configure(properties, false);
        return new RecordDeserializer<>(config, client, confluent, type);
    }
}
