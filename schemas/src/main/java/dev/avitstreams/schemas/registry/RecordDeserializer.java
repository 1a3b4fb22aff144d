package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's deserializer, always reading into one record type, telling bad bytes from a bad registry.
 *
 * <p>The writer's schema is asked for beforehand (it is cached by the client): what fails there is the registry's fault,
 * what fails afterwards the record's.
 */
final class RecordDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private static final int HEADER_BYTES = 5;

    private final RegistryConfig config;
    private final SchemaRegistryClient client;
    private final KafkaAvroDeserializer confluent;
    private final Class<T> type;
    private final Schema readerSchema;

    RecordDeserializer(
            RegistryConfig config, SchemaRegistryClient client, KafkaAvroDeserializer confluent, Class<T> type) {
        this.config = config;
        this.client = client;
        this.confluent = confluent;
        this.type = type;
        this.readerSchema = PublishedSchemas.newInstance(type).getSchema();
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        int id = schemaId(data);
        ParsedSchema writer = writerSchema(topic, id);
        try {
            return type.cast(confluent.deserialize(topic, data, readerSchema));
        } catch (RuntimeException | StackOverflowError e) { // the latter by records within records without end
            throw new UnreadableRecordException(
                    "The record cannot be read as " + type.getSimpleName() + ". It was written as " + writer.name()
                            + " (schema id " + id + "); reading it failed: " + deepestReason(e) + ".",
                    e);
        }
    }

    private int schemaId(byte[] data) {
        if (data.length < HEADER_BYTES || data[0] != 0) {
            throw new UnreadableRecordException("The record is not Avro in Confluent's wire format: "
                    + (data.length < HEADER_BYTES
                            ? "it has " + data.length + " bytes, fewer than the " + HEADER_BYTES + " of the header"
                            : "it begins with byte " + data[0] + " where 0 is expected")
                    + ". Write it with a Schema Registry serializer.");
        }
        return ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
    }

    private ParsedSchema writerSchema(String topic, int id) {
        String subject = topic + "-value";
        String doing = "looking up schema id " + id + " of subject " + subject;
        try {
            return client.getSchemaBySubjectAndId(subject, id);
        } catch (RestClientException e) {
            if (RegistryErrors.isNotFound(e)) {
                throw new UnreadableRecordException(
                        "The record names schema id " + id + ", which the registry at " + config.describe()
                                + " does not know. Was it written against another registry?",
                        e);
            }
            throw RegistryErrors.refused(config, doing, e);
        } catch (IOException e) {
            if (RegistryErrors.isUnusableSchema(e)) {
                throw new UnreadableRecordException(
                        "The record names schema id " + id + ", which the registry at " + config.describe()
                                + " knows, but not as an Avro schema that can be parsed. Write it with the Avro schema of"
                                + " subject " + subject + ".",
                        e);
            }
            throw RegistryErrors.unreachable(config, doing, e);
        }
    }

    private static String deepestReason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        if (message == null) {
            return deepest instanceof EOFException
                    ? "its bytes end too early"
                    : deepest.getClass().getSimpleName();
        }
        return message;
    }
}
