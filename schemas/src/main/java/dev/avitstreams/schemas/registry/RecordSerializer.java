package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Confluent's serializer, with sentences for the failures of set-up. Shares the registry client, does not own it. */
final class RecordSerializer<T extends SpecificRecord> implements Serializer<T> {
    private final RegistryConfig config;
    private final KafkaAvroSerializer confluent;

    RecordSerializer(RegistryConfig config, KafkaAvroSerializer confluent) {
        this.config = config;
        this.confluent = confluent;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        try {
            return confluent.serialize(topic, value);
        } catch (KafkaException e) {
            throw explained(topic, value, e);
        }
    }

    private RuntimeException explained(String topic, @Nullable T value, KafkaException e) {
        String schema = value == null ? "a record" : value.getSchema().getName();
        String doing = "looking up the schema of " + schema + " in subject " + topic + "-value";
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryException explained) {
                return explained;
            }
            if (cause instanceof RestClientException refusal) {
                return RegistryErrors.isNotFound(refusal)
                        ? new RegistryException(
                                "The schema of " + schema + " is not registered under subject " + topic + "-value at "
                                        + config.describe() + ". Run 'avit schemas register' first.",
                                e)
                        : RegistryErrors.refused(config, doing, refusal);
            }
            if (cause instanceof IOException failure) {
                return RegistryErrors.unreachable(config, doing, failure);
            }
        }
        return e;
    }
}
