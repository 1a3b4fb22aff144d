package dev.avitstreams.schemas.registry;

import static dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy.REGISTERED_ONLY;
import static dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class AvroSerdesTest {
    private static final String TOPIC = "camera-frames";

    private final RegistryConfig config;

    AvroSerdesTest(TestInfo test) {
        config = RegistryConfig.of("mock://" + test.getDisplayName().replaceAll("\\W", ""));
    }

    @Test
    void everyRecordComesBackAsItWas() {
        try (AvroSerdes serdes = new AvroSerdes(config, REGISTER_ON_WRITE)) {
            assertThat(roundTrip(serdes, ImageEvent.class, Samples.imageEvent()))
                    .isEqualTo(Samples.imageEvent());
            assertThat(roundTrip(serdes, FrameLabel.class, Samples.frameLabel()))
                    .isEqualTo(Samples.frameLabel());
            assertThat(roundTrip(serdes, HaltingSummary.class, Samples.haltingSummary()))
                    .isEqualTo(Samples.haltingSummary());
        }
    }

    @Test
    void aNullStaysANull() {
        try (AvroSerdes serdes = new AvroSerdes(config)) {
            assertThat(serdes.imageEvents().serializer().serialize(TOPIC, null)).isNull();
            assertThat(serdes.imageEvents().deserializer().deserialize(TOPIC, null))
                    .isNull();
        }
    }

    @Test
    void theRegisteredSchemaIsFreeOfJavaProperties() throws Exception {
        try (AvroSerdes serdes = new AvroSerdes(config, REGISTER_ON_WRITE)) {
            serdes.imageEvents().serializer().serialize(TOPIC, Samples.imageEvent());

            assertThat(serdes.client().getLatestSchemaMetadata(TOPIC + "-value").getSchema())
                    .contains("\"frameId\"")
                    .doesNotContain("avro.java");
        }
    }

    @Test
    void nothingIsRegisteredByWritingUnlessAskedFor() throws Exception {
        try (AvroSerdes serdes = new AvroSerdes(config, REGISTERED_ONLY)) {
            assertThatThrownBy(() -> serdes.imageEvents().serializer().serialize(TOPIC, Samples.imageEvent()))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContainingAll("ImageEvent", "camera-frames-value", "avit schemas register");
            assertThatThrownBy(() -> serdes.client().getLatestSchemaMetadata(TOPIC + "-value"))
                    .isInstanceOf(RestClientException.class);
        }
    }

    /** The schema is a compatible one, the chain in the record has no end. */
    @Test
    void recordsWithinRecordsBeyondTheStackAreUnreadable() throws Exception {
        try (AvroSerdes serdes = new AvroSerdes(config, REGISTER_ON_WRITE)) {
            int id = serdes.client().register(TOPIC + "-value", new AvroSchema(Variants.withChain()));
            byte[] record = new byte[4_000_000];
            Arrays.fill(record, (byte) 2); // the branch of a union that goes on
            ByteBuffer.wrap(record).put((byte) 0).putInt(id);

            assertThatThrownBy(() -> serdes.imageEvents().deserializer().deserialize(TOPIC, record))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("StackOverflowError");
        }
    }

    @Test
    void anotherRecordTypeIsUnreadable() {
        try (AvroSerdes serdes = new AvroSerdes(config, REGISTER_ON_WRITE)) {
            byte[] label = serdes.frameLabels().serializer().serialize(TOPIC, Samples.frameLabel());

            assertThatThrownBy(() -> serdes.haltingSummaries().deserializer().deserialize(TOPIC, label))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContainingAll("HaltingSummary", "FrameLabel", "schema id 1");
        }
    }

    @Test
    void bytesThatAreNoAvroAreUnreadable() {
        try (AvroSerdes serdes = new AvroSerdes(config)) {
            var deserializer = serdes.imageEvents().deserializer();
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, new byte[0]))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("it has 0 bytes");
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, new byte[] {(byte) 0xff, 1, 2, 3, 4, 5}))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("begins with byte -1");
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, new byte[] {0, 0, 0, 3, 9, 5}))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("schema id 777");
        }
    }

    @Test
    void aTruncatedRecordIsUnreadable() {
        try (AvroSerdes serdes = new AvroSerdes(config, REGISTER_ON_WRITE)) {
            byte[] whole = serdes.imageEvents().serializer().serialize(TOPIC, Samples.imageEvent());
            byte[] half = Arrays.copyOf(whole, whole.length / 2);

            assertThatThrownBy(() -> serdes.imageEvents().deserializer().deserialize(TOPIC, half))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("cannot be read as ImageEvent");
        }
    }

    @Test
    void aRegistryThatIsDownIsNotTheRecordsFault() {
        RegistryConfig down = RegistryConfig.of("http://127.0.0.1:1");
        byte[] record = {0, 0, 0, 0, 1, 5};
        try (AvroSerdes serdes = new AvroSerdes(down)) {
            assertThatThrownBy(() -> serdes.imageEvents().deserializer().deserialize(TOPIC, record))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContainingAll("http://127.0.0.1:1", "camera-frames-value", "Connection refused");
            assertThatThrownBy(() -> serdes.imageEvents().serializer().serialize(TOPIC, Samples.imageEvent()))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContainingAll("http://127.0.0.1:1", "Check that it runs");
        }
    }

    private static <T extends SpecificRecord> T roundTrip(AvroSerdes serdes, Class<T> type, T record) {
        var serde = serdes.of(type);
        String topic = type.getSimpleName();
        return serde.deserializer().deserialize(topic, serde.serializer().serialize(topic, record));
    }
}
