package dev.avitstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.schemas.registry.SubjectFinding.Compatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Incompatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Missing;
import dev.avitstreams.schemas.registry.SubjectFinding.Ready;
import dev.avitstreams.schemas.registry.SubjectFinding.Registered;
import dev.avitstreams.schemas.registry.SubjectFinding.Unguarded;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicSpec;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaRegistrationTest {
    private static final List<TopicSpec> TOPICS = TopicCatalogue.defaults().all();
    private static final List<TopicSpec> FRAMES =
            List.of(TopicCatalogue.defaults().frames());
    private static final String SUBJECT = "camera-frames-value";

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
    private final SchemaRegistration registration = new SchemaRegistration(RegistryConfig.of("mock://here"), client);

    @Test
    void anEmptyRegistryMissesEverySubjectAndStaysEmpty() {
        assertThat(registration.check(TOPICS)).hasSize(3).allSatisfy(f -> {
            assertThat(f).isInstanceOf(Missing.class);
            assertThat(f.sentence()).contains("avit schemas register");
        });
        assertThat(registration.check(TOPICS)).hasSize(3).allMatch(Missing.class::isInstance);
    }

    @Test
    void registeringMakesEverySubjectReadyAndGuarded() throws Exception {
        assertThat(registration.register(TOPICS)).hasSize(3).allMatch(Registered.class::isInstance);

        assertThat(registration.check(TOPICS)).hasSize(3).allMatch(Ready.class::isInstance);
        assertThat(client.getCompatibility(SUBJECT)).isEqualTo("BACKWARD");
        assertThat(registration.register(TOPICS)).allMatch(Ready.class::isInstance);
    }

    @Test
    void anOlderCompatibleVersionIsFollowed() throws Exception {
        client.register(SUBJECT, new AvroSchema(Variants.withoutAttributes()));

        assertThat(registration.check(FRAMES)).containsExactly(new Compatible(SUBJECT, 1));
        assertThat(registration.register(FRAMES)).containsExactly(new Registered(SUBJECT, 2, 2));
    }

    @Test
    void anIncompatibleVersionIsReportedAndLeftAlone() throws Exception {
        client.updateCompatibility(SUBJECT, "NONE");
        client.register(SUBJECT, new AvroSchema(Variants.withTextSequence()));

        assertThat(registration.check(FRAMES))
                .first()
                .isInstanceOfSatisfying(
                        Incompatible.class, f -> assertThat(f.sentence()).contains(SUBJECT, "version 1", "sequence"));
        assertThat(registration.register(FRAMES)).singleElement().isInstanceOf(Incompatible.class);
        assertThat(client.getAllVersions(SUBJECT)).containsExactly(1);
    }

    @Test
    void aSubjectWithoutRulesIsPointedOutAndAStricterRuleKept() throws Exception {
        registration.register(FRAMES);

        client.updateCompatibility(SUBJECT, "NONE");
        assertThat(registration.check(FRAMES)).contains(new Unguarded(SUBJECT, "NONE"));

        client.updateCompatibility(SUBJECT, "FULL_TRANSITIVE");
        registration.register(FRAMES);
        assertThat(client.getCompatibility(SUBJECT)).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void aRegistryThatIsDownIsNamed() throws Exception {
        RegistryConfig down = RegistryConfig.of("http://127.0.0.1:1");
        try (var unreachable = down.newClient()) {
            assertThatThrownBy(() -> new SchemaRegistration(down, unreachable).check(TOPICS))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContainingAll("http://127.0.0.1:1", SUBJECT, "Check that it runs");
        }
    }
}
