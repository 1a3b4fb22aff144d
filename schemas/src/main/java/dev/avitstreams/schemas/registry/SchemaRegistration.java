package dev.avitstreams.schemas.registry;

import dev.avitstreams.schemas.registry.SubjectFinding.Compatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Incompatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Missing;
import dev.avitstreams.schemas.registry.SubjectFinding.Ready;
import dev.avitstreams.schemas.registry.SubjectFinding.Registered;
import dev.avitstreams.schemas.registry.SubjectFinding.Unguarded;
import dev.avitstreams.schemas.topic.TopicSpec;
import dev.avitstreams.schemas.topic.TopicValue;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Puts the schemas of the topics into a registry, or says what would happen.
 *
 * <p>A subject's compatibility is set to BACKWARD: readers are upgraded first, and always understand what is in the
 * topic. A stricter level that someone chose (transitive, full) is kept.
 *
 * <p>Every method throws {@link RegistryException} when the registry cannot be asked.
 */
public final class SchemaRegistration {
    private static final String BACKWARD = "BACKWARD";
    private static final Set<String> GUARDED = Set.of(BACKWARD, "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE");
    private static final int CONFLICT = 409;

    private final RegistryConfig config;
    private final SchemaRegistryClient client;

    /** @param client stays the caller's to close */
    public SchemaRegistration(RegistryConfig config, SchemaRegistryClient client) {
        this.config = config;
        this.client = client;
    }

    /** One or two findings a subject, changing nothing. Topics without a schema are passed over. */
    public List<SubjectFinding> check(Collection<TopicSpec> topics) {
        List<SubjectFinding> findings = new ArrayList<>();
        forEachSubject(topics, "checking", (subject, schema) -> {
            SubjectFinding finding = checkOne(subject, schema);
            findings.add(finding);
            String level = effectiveLevel(subject);
            if (!(finding instanceof Missing) && !GUARDED.contains(level)) {
                findings.add(new Unguarded(subject, level));
            }
        });
        return findings;
    }

    /** One finding a subject: {@link Ready} or {@link Registered}, or {@link Incompatible} and then left as it was. */
    public List<SubjectFinding> register(Collection<TopicSpec> topics) {
        List<SubjectFinding> findings = new ArrayList<>();
        forEachSubject(topics, "registering", (subject, schema) -> findings.add(registerOne(subject, schema)));
        return findings;
    }

    private SubjectFinding checkOne(String subject, AvroSchema schema) throws IOException, RestClientException {
        Optional<SchemaMetadata> latest = ifFound(() -> client.getLatestSchemaMetadata(subject));
        if (latest.isEmpty()) {
            return new Missing(subject);
        }
        Optional<Integer> id = ifFound(() -> client.getId(subject, schema));
        if (id.isPresent()) {
            return new Ready(subject, id.get(), client.getVersion(subject, schema));
        }
        List<String> reasons = breakages(schema.rawSchema(), latest.get());
        if (reasons.isEmpty()) {
            reasons = client.testCompatibilityVerbose(subject, schema);
        }
        int latestVersion = latest.get().getVersion();
        return reasons.isEmpty()
                ? new Compatible(subject, latestVersion)
                : new Incompatible(subject, latestVersion, reasons);
    }

    private SubjectFinding registerOne(String subject, AvroSchema schema) throws IOException, RestClientException {
        SubjectFinding before = checkOne(subject, schema);
        if (before instanceof Incompatible) {
            return before;
        }
        if (before instanceof Missing) {
            // Some registries set the level of an existing subject only; nothing can be incompatible with the first.
            Registered first = registerNow(subject, schema);
            guard(subject);
            return first;
        }
        guard(subject);
        return before instanceof Ready ? before : registerOrRefused(subject, schema);
    }

    private Registered registerNow(String subject, AvroSchema schema) throws IOException, RestClientException {
        int id = client.register(subject, schema);
        return new Registered(subject, id, client.getVersion(subject, schema));
    }

    /** Another program may have registered a version since the check, or the level may be stricter than BACKWARD. */
    private SubjectFinding registerOrRefused(String subject, AvroSchema schema)
            throws IOException, RestClientException {
        try {
            return registerNow(subject, schema);
        } catch (RestClientException e) {
            if (e.getStatus() != CONFLICT) {
                throw e;
            }
            int latest = client.getLatestSchemaMetadata(subject).getVersion();
            return new Incompatible(subject, latest, List.of(String.valueOf(e.getMessage())));
        }
    }

    private void guard(String subject) throws IOException, RestClientException {
        String effective = effectiveLevel(subject);
        String level = GUARDED.contains(effective) ? effective : BACKWARD;
        // Also where the registry's own default is as good: that may change one day.
        if (!levelOf(subject).equals(Optional.of(level))) {
            client.updateCompatibility(subject, level);
        }
    }

    private String effectiveLevel(String subject) throws IOException, RestClientException {
        Optional<String> own = levelOf(subject);
        return own.isPresent() ? own.get() : levelOf(null).orElse("NONE");
    }

    /** @param subject null for the registry's default */
    private Optional<String> levelOf(@Nullable String subject) throws IOException, RestClientException {
        return ifFound(() -> client.getCompatibility(subject));
    }

    /** Found here and not by the registry, whose level may be NONE as yet. */
    private static List<String> breakages(Schema reader, SchemaMetadata latest) {
        if (!AvroSchema.TYPE.equals(latest.getSchemaType())) {
            return List.of("it is a schema of type " + latest.getSchemaType() + ", not Avro");
        }
        return Breakages.between(reader, new AvroSchema(latest.getSchema()).rawSchema());
    }

    private static <T> Optional<T> ifFound(Question<T> question) throws IOException, RestClientException {
        try {
            return Optional.ofNullable(question.ask());
        } catch (RestClientException e) {
            if (RegistryErrors.isNotFound(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void forEachSubject(Collection<TopicSpec> topics, String doing, Step step) {
        for (TopicSpec topic : topics) {
            if (topic.value() instanceof TopicValue.Avro avro) {
                String subject = topic.subject().orElseThrow();
                try {
                    step.take(subject, new AvroSchema(avro.schema()));
                } catch (RestClientException e) {
                    throw RegistryErrors.refused(config, doing + " subject " + subject, e);
                } catch (IOException e) {
                    throw RegistryErrors.unreachable(config, doing + " subject " + subject, e);
                }
            }
        }
    }

    private interface Question<T> {
        @Nullable
        T ask() throws IOException, RestClientException;
    }

    private interface Step {
        void take(String subject, AvroSchema schema) throws IOException, RestClientException;
    }
}
