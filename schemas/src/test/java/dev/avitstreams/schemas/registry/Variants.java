package dev.avitstreams.schemas.registry;

import dev.avitstreams.schemas.ImageEvent;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The frame schema as it might have been, or might be changed to. */
final class Variants {
    private Variants() {}

    /** An older one: today's adds a field with a default. */
    static Schema withoutAttributes() {
        return changed(f -> f.name().equals("attributes") ? null : f);
    }

    /** One whose records today's cannot read. */
    static Schema withTextSequence() {
        return changed(f -> f.name().equals("sequence")
                ? new Schema.Field("sequence", Schema.create(Schema.Type.STRING), f.doc())
                : f);
    }

    /** A careless next version: a new field without a default. */
    static Schema withMandatoryExposure() {
        Schema today = PublishedSchemas.of(ImageEvent.class);
        List<Schema.Field> fields = new ArrayList<>(copies(today, UnaryOperator.identity()));
        fields.add(new Schema.Field("exposureMicros", Schema.create(Schema.Type.LONG), "Shutter time."));
        return record(today, fields);
    }

    /** One whose first field is a list of any depth, which today's skips. */
    static Schema withChain() {
        Schema today = PublishedSchemas.of(ImageEvent.class);
        Schema link = Schema.createRecord("Link", null, today.getNamespace(), false);
        Schema maybe = Schema.createUnion(Schema.create(Schema.Type.NULL), link);
        link.setFields(List.of(new Schema.Field("next", maybe, null, JsonProperties.NULL_VALUE)));
        List<Schema.Field> fields = new ArrayList<>(copies(today, UnaryOperator.identity()));
        fields.add(0, new Schema.Field("chain", maybe, null, JsonProperties.NULL_VALUE));
        return record(today, fields);
    }

    /** A frame as a program of that older version wrote it. */
    static byte[] encodeWithoutAttributes(SchemaRegistryClient client, String topic, ImageEvent event) {
        Schema older = withoutAttributes();
        GenericRecord record = new GenericData.Record(older);
        for (Schema.Field field : older.getFields()) {
            record.put(field.name(), event.get(field.name()));
        }
        record.put("capturedAt", ChronoUnit.MICROS.between(Instant.EPOCH, event.getCapturedAt()));
        record.put(
                "encoding",
                new GenericData.EnumSymbol(older.getField("encoding").schema(), "JPEG"));
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(client);
        serializer.configure(Map.of("schema.registry.url", "unused", "auto.register.schemas", false), false);
        return serializer.serialize(topic, record);
    }

    private static Schema changed(UnaryOperator<Schema.Field> change) {
        Schema today = PublishedSchemas.of(ImageEvent.class);
        return record(today, copies(today, change));
    }

    private static List<Schema.Field> copies(Schema schema, UnaryOperator<Schema.Field> change) {
        return schema.getFields().stream()
                .map(change)
                .filter(Objects::nonNull)
                .map(f -> new Schema.Field(f, f.schema()))
                .toList();
    }

    private static Schema record(Schema like, List<Schema.Field> fields) {
        return Schema.createRecord(like.getName(), like.getDoc(), like.getNamespace(), false, fields);
    }
}
