package dev.avitstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.SubjectFinding.Compatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Incompatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Missing;
import dev.avitstreams.schemas.registry.SubjectFinding.Ready;
import dev.avitstreams.schemas.registry.SubjectFinding.Registered;
import dev.avitstreams.schemas.registry.SubjectFinding.Unguarded;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicNames;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a registry server that is not ours and not Confluent's. Each test has topics of its own. */
class RealRegistryIT {
    private static ApicurioServer server;
    private static AvroSerdes serdes;
    private static SchemaRegistration registration;

    @BeforeAll
    static void start() throws Exception {
        server = ApicurioServer.start();
        serdes = new AvroSerdes(server.config());
        registration = new SchemaRegistration(server.config(), serdes.client());
    }

    @AfterAll
    static void stop() {
        serdes.close();
        server.close();
    }

    @Test
    void registeringMakesEverySubjectReadyAndGuarded() throws Exception {
        var topics = topics("registering.").all();
        assertThat(registration.check(topics)).hasSize(3).allMatch(Missing.class::isInstance);

        assertThat(registration.register(topics)).hasSize(3).allMatch(Registered.class::isInstance);

        assertThat(registration.check(topics)).hasSize(3).allMatch(Ready.class::isInstance);
        assertThat(registration.register(topics)).allMatch(Ready.class::isInstance);
        assertThat(serdes.client().getCompatibility("registering.camera-frames-value"))
                .isEqualTo("BACKWARD");
    }

    @Test
    void aBreakingSchemaIsRefusedOnceTheSubjectIsGuarded() {
        registration.register(topics("guarded.").all());

        assertThatThrownBy(() -> serdes.client()
                        .register("guarded.camera-frames-value", new AvroSchema(Variants.withMandatoryExposure())))
                .isInstanceOfSatisfying(
                        RestClientException.class,
                        e -> assertThat(e.getStatus()).isEqualTo(409));
    }

    @Test
    void anUnguardedIncompatibleSubjectIsReportedAndLeftAlone() throws Exception {
        var frames = List.of(topics("broken.").frames());
        serdes.client().register("broken.camera-frames-value", new AvroSchema(Variants.withTextSequence()));

        assertThat(registration.check(frames))
                .hasAtLeastOneElementOfType(Incompatible.class)
                .hasAtLeastOneElementOfType(Unguarded.class);
        assertThat(registration.register(frames)).singleElement().isInstanceOf(Incompatible.class);
        assertThat(serdes.client().getAllVersions("broken.camera-frames-value")).containsExactly(1);
    }

    @Test
    void anOlderVersionIsFollowedAndItsRecordsStayReadable() throws Exception {
        var frames = List.of(topics("older.").frames());
        serdes.client().register("older.camera-frames-value", new AvroSchema(Variants.withoutAttributes()));

        assertThat(registration.check(frames)).contains(new Compatible("older.camera-frames-value", 1));
        assertThat(registration.register(frames)).singleElement().isInstanceOf(Registered.class);
        byte[] old = Variants.encodeWithoutAttributes(serdes.client(), "older.camera-frames", Samples.imageEvent());
        ImageEvent read = serdes.imageEvents().deserializer().deserialize("older.camera-frames", old);
        assertThat(read.getFrameId()).isEqualTo(Samples.imageEvent().getFrameId());
        assertThat(read.getAttributes()).isEmpty();
    }

    @Test
    void anUnknownSchemaIdIsTheRecordsFault() {
        assertThatThrownBy(() -> serdes.imageEvents()
                        .deserializer()
                        .deserialize("camera-frames", new byte[] {0, 0, 15, 66, 63, 5}))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("schema id 999999");
    }

    @Test
    void anIndependentClientReadsWhatWeWrite() throws Exception {
        TopicCatalogue topics = topics("shared.");
        registration.register(topics.all());

        JsonNode decoded = IndependentClient.decode(
                server.config(),
                bytes(topics.frames().name(), ImageEvent.class, Samples.imageEvent()),
                bytes(topics.labels().name(), FrameLabel.class, Samples.frameLabel()),
                bytes(topics.summaries().name(), HaltingSummary.class, Samples.haltingSummary()));

        JsonNode frame = decoded.get(0);
        assertThat(frame.get("cameraId").asText()).isEqualTo("gate-3");
        assertThat(frame.get("encoding").asText()).isEqualTo("JPEG");
        assertThat(frame.get("capturedAt").asLong()).isEqualTo(1_769_846_400_123_456L);
        assertThat(frame.at("/attributes/straße").asText()).isEqualTo("köln");
        assertThat(frame.at("/image/data").toString()).isEqualTo("[255,216,1,2,3]");
        JsonNode label = decoded.get(1);
        assertThat(label.at("/source/offset").asLong()).isEqualTo(1_234_567_890_123L);
        assertThat(label.at("/top/1/name").asText()).isEqualTo("tiger cat");
        assertThat(label.at("/halting/patches/data").toString()).isEqualTo("[3,12,7,1]");
        assertThat(label.get("truth").isNull()).isTrue();
        JsonNode summary = decoded.get(2);
        assertThat(summary.get("savedShare").asDouble()).isEqualTo(0.375);
        assertThat(summary.at("/rejected/corrupt-image").asLong()).isEqualTo(1);
    }

    private static <T extends SpecificRecord> byte[] bytes(String topic, Class<T> type, T record) {
        return serdes.of(type).serializer().serialize(topic, record);
    }

    private static TopicCatalogue topics(String prefix) {
        return TopicCatalogue.of(TopicNames.prefixed(prefix), 1_000_000);
    }
}
