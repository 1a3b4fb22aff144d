package dev.avitstreams.schemas.topic;

import dev.avitstreams.schemas.registry.PublishedSchemas;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** What the values of a topic are. */
public sealed interface TopicValue {

    /**
     * Avro in Confluent's wire format (a zero byte, a 4-byte schema id, the record).
     *
     * @param schema as published in the registry
     */
    record Avro(Schema schema) implements TopicValue {
        static Avro of(Class<? extends SpecificRecord> type) {
            return new Avro(PublishedSchemas.of(type));
        }
    }

    /**
     * Bytes of any kind, passed on as they came; no subject in the registry.
     *
     * @param description for people
     */
    record Untouched(String description) implements TopicValue {}
}
