package dev.avitstreams.ops.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.stack.RegistryChange.Configured;
import dev.avitstreams.ops.stack.RegistryChange.Registered;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.Schema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SubjectVersion;
import io.confluent.kafka.schemaregistry.client.rest.entities.requests.RegisterSchemaRequest;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Subjects, schemas and levels: Confluent's in-memory registry for ids, versions and schema equality, Confluent's
 * checker for compatibility, and a journal by which ids outlive the process (the in-memory one hands them out in order of
 * registration, so replaying the order restores them). Answers with Confluent's error codes.
 *
 * <p>Thread-safe: every method holds the one lock.
 */
final class RegistryStore implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFAULT_LEVEL = "BACKWARD";

    private final RegistryJournal journal;
    private final MockSchemaRegistryClient memory = new MockSchemaRegistryClient();
    private final SortedSet<String> subjects = new TreeSet<>();
    private final Map<String, String> levels = new TreeMap<>();
    private String defaultLevel = DEFAULT_LEVEL;

    private RegistryStore(RegistryJournal journal) {
        this.journal = journal;
    }

    /** As the journal left it. */
    static RegistryStore open(Path path) {
        RegistryStore store = new RegistryStore(RegistryJournal.open(path));
        try {
            store.journal.history().forEach(store::replay);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects);
    }

    /** Registers, or finds what was registered before. */
    synchronized Schema register(String subject, JsonNode request, boolean normalize)
            throws IOException, RestClientException {
        ParsedSchema schema = parse(request, normalize);
        Optional<Schema> known = find(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        List<String> problems = incompatibilities(subject, schema);
        if (!problems.isEmpty()) {
            throw new RestClientException(
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", details: " + problems,
                    409,
                    409);
        }
        int id = memory.register(subject, schema);
        // As parsed, so that a normalised schema comes back normalised.
        journal.append(new Registered(subject, id, JSON.valueToTree(new RegisterSchemaRequest(schema))));
        subjects.add(subject);
        return find(subject, schema).orElseThrow();
    }

    synchronized Schema lookup(String subject, JsonNode request, boolean normalize)
            throws IOException, RestClientException {
        requireSubject(subject);
        return find(subject, parse(request, normalize))
                .orElseThrow(() -> new RestClientException("Schema not found", 404, 40403));
    }

    synchronized ParsedSchema schema(int id) throws IOException, RestClientException {
        try {
            return memory.getSchemaById(id);
        } catch (RestClientException unknown) {
            throw new RestClientException("Schema " + id + " not found", 404, 40403);
        }
    }

    synchronized List<SubjectVersion> usesOf(int id) throws IOException, RestClientException {
        ParsedSchema schema = schema(id);
        List<SubjectVersion> uses = new ArrayList<>();
        for (String subject : subjects) {
            find(subject, schema).ifPresent(found -> uses.add(new SubjectVersion(subject, found.getVersion())));
        }
        return uses;
    }

    synchronized List<Integer> versions(String subject) throws IOException, RestClientException {
        requireSubject(subject);
        return memory.getAllVersions(subject);
    }

    /** @param version a number, or {@code latest} */
    synchronized Schema version(String subject, String version) throws IOException, RestClientException {
        List<Integer> versions = versions(subject);
        int number = version.equals("latest") ? versions.get(versions.size() - 1) : number(version);
        if (!versions.contains(number)) {
            throw new RestClientException("Version " + version + " not found.", 404, 40402);
        }
        return new Schema(subject, memory.getSchemaMetadata(subject, number));
    }

    /** Against all versions that the subject's level asks for. */
    synchronized List<String> incompatibilities(String subject, JsonNode request)
            throws IOException, RestClientException {
        return incompatibilities(subject, parse(request, false));
    }

    /** Against one version. */
    synchronized List<String> incompatibilities(String subject, String version, JsonNode request)
            throws IOException, RestClientException {
        ParsedSchema earlier = schema(version(subject, version).getId());
        return parse(request, false)
                .isCompatible(
                        CompatibilityLevel.forName(effectiveLevel(subject)),
                        List.of(new SimpleParsedSchemaHolder(earlier)));
    }

    synchronized String defaultLevel() {
        return defaultLevel;
    }

    synchronized Optional<String> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized String effectiveLevel(String subject) {
        return levels.getOrDefault(subject, defaultLevel);
    }

    /** @param subject null for the default of all subjects */
    synchronized void configure(@Nullable String subject, String level) throws RestClientException {
        if (CompatibilityLevel.forName(level) == null) {
            throw new RestClientException(
                    "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive,"
                            + " forward_transitive, and full_transitive",
                    422,
                    42203);
        }
        Configured change = new Configured(subject, level);
        journal.append(change);
        apply(change);
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    private synchronized void replay(RegistryChange change) {
        try {
            if (change instanceof Configured configured) {
                apply(configured);
            } else if (change instanceof Registered registered) {
                apply(registered);
            }
        } catch (IOException | RestClientException e) {
            throw new StackException("The registry's journal cannot be followed: " + e.getMessage() + ".", e);
        }
    }

    private void apply(Configured change) {
        if (change.subject() == null) {
            defaultLevel = change.level();
        } else {
            levels.put(change.subject(), change.level());
        }
    }

    private void apply(Registered change) throws IOException, RestClientException {
        int id = memory.register(change.subject(), parse(change.request(), false));
        if (id != change.id()) {
            throw new StackException("The registry's journal gives schema id " + change.id() + " to subject "
                    + change.subject() + ", where " + id
                    + " is next. Lines are missing: restore the file, or start with"
                    + " an empty folder.");
        }
        subjects.add(change.subject());
    }

    private List<String> incompatibilities(String subject, ParsedSchema schema)
            throws IOException, RestClientException {
        List<ParsedSchemaHolder> earlier = new ArrayList<>();
        for (int version : subjects.contains(subject) ? memory.getAllVersions(subject) : List.<Integer>of()) {
            int id = memory.getSchemaMetadata(subject, version).getId();
            earlier.add(new SimpleParsedSchemaHolder(memory.getSchemaById(id)));
        }
        return schema.isCompatible(CompatibilityLevel.forName(effectiveLevel(subject)), earlier);
    }

    private Optional<Schema> find(String subject, ParsedSchema schema) throws IOException, RestClientException {
        if (!subjects.contains(subject)) {
            return Optional.empty();
        }
        try {
            int id = memory.getId(subject, schema);
            return Optional.of(new Schema(subject, memory.getVersion(subject, schema), id, schema));
        } catch (RestClientException unknown) {
            return Optional.empty();
        }
    }

    private ParsedSchema parse(JsonNode request, boolean normalize) throws RestClientException {
        String type = request.path("schemaType").asText(AvroSchema.TYPE);
        if (!type.equals(AvroSchema.TYPE)) {
            throw new RestClientException("Schema type " + type + " is not supported here, only AVRO is.", 422, 42201);
        }
        Schema entity = new Schema("", JSON.convertValue(request, RegisterSchemaRequest.class));
        ParsedSchema schema = memory.parseSchema(entity)
                .orElseThrow(() -> new RestClientException(
                        "Invalid schema " + request.path("schema").asText(), 422, 42201));
        return normalize ? schema.normalize() : schema;
    }

    private void requireSubject(String subject) throws RestClientException {
        if (!subjects.contains(subject)) {
            throw new RestClientException("Subject '" + subject + "' not found.", 404, 40401);
        }
    }

    private static int number(String version) throws RestClientException {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new RestClientException(
                    "The specified version '" + version + "' is not a valid version id. Allowed values are between"
                            + " [1, 2^31-1] and the string \"latest\"",
                    422,
                    42202);
        }
    }
}
