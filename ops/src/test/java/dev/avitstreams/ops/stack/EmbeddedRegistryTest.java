package dev.avitstreams.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.registry.SchemaRegistration;
import dev.avitstreams.schemas.registry.SubjectFinding.Incompatible;
import dev.avitstreams.schemas.registry.SubjectFinding.Missing;
import dev.avitstreams.schemas.registry.SubjectFinding.Ready;
import dev.avitstreams.schemas.registry.SubjectFinding.Registered;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicSpec;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By Confluent's own client, as every user of the registry will. */
class EmbeddedRegistryTest {
    private static final AvroSchema V1 = schema("{\"name\":\"a\",\"type\":\"long\"}");
    private static final AvroSchema V2 =
            schema("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
    private static final AvroSchema BREAKING = schema("{\"name\":\"c\",\"type\":\"string\"}");
    private static final List<TopicSpec> TOPICS = TopicCatalogue.defaults().all();

    @TempDir
    private Path folder;

    private EmbeddedRegistry registry;
    private SchemaRegistryClient client;

    @BeforeEach
    void start() {
        registry = EmbeddedRegistry.start(folder, 0);
        client = registry.config().newClient();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        registry.close();
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    @Test
    void versionsAndIdsSurviveARestart() throws Exception {
        String url = registry.url();
        int first = client.register("s", V1);
        int second = client.register("s", V2);
        int other = client.register("t", V1);
        client.updateCompatibility("s", "FULL");
        client.updateCompatibility(null, "FORWARD");

        restart();

        assertThat(registry.url()).isEqualTo(url);
        assertThat(other).isEqualTo(first);
        assertThat(client.getId("s", V2)).isEqualTo(second);
        assertThat(client.getSchemaById(first)).isEqualTo(V1);
        assertThat(client.getSchemaBySubjectAndId("s", second)).isEqualTo(V2);
        assertThat(client.getAllVersions("s")).containsExactly(1, 2);
        assertThat(client.getLatestSchemaMetadata("s").getId()).isEqualTo(second);
        assertThat(client.getVersion("s", V1)).isEqualTo(1);
        assertThat(client.getAllSubjects()).containsExactly("s", "t");
        assertThat(client.getAllSubjectsById(first)).containsExactlyInAnyOrder("s", "t");
        assertThat(client.getCompatibility("s")).isEqualTo("FULL");
        assertThat(client.getCompatibility(null)).isEqualTo("FORWARD");
        assertThat(client.register("t", V2)).as("same schema, same id").isEqualTo(second);
    }

    @Test
    void registeringTwiceIsOnce() throws Exception {
        client.register("s", V1);
        client.reset();
        client.register("s", V1);
        assertThat(client.getAllVersions("s")).containsExactly(1);
    }

    @Test
    void anIncompatibleSchemaIsRefusedUnlessTheLevelAllowsIt() throws Exception {
        client.register("s", V1);

        assertThat(client.testCompatibility("s", V2)).isTrue();
        assertThat(client.testCompatibilityVerbose("s", BREAKING)).anyMatch(m -> m.contains("READER_FIELD_MISSING"));
        assertRefused(409, 409, c -> c.register("s", BREAKING));

        client.updateCompatibility("s", "NONE");
        assertThat(client.register("s", BREAKING)).isEqualTo(2);
    }

    @Test
    void whatIsMissingHasConfluentsCodes() {
        assertRefused(404, 40401, c -> c.getLatestSchemaMetadata("none").getId());
        assertRefused(404, 40401, c -> c.getAllVersions("none").size());
        assertRefused(404, 40401, c -> c.getId("none", V1));
        assertRefused(404, 40403, c -> c.getSchemaById(77).hashCode());
        assertRefused(404, 40408, c -> c.getCompatibility("none").length());
        assertRefused(404, 40403, c -> {
            c.register("s", V1);
            return c.getId("s", V2);
        });
        assertRefused(404, 40402, c -> c.getSchemaMetadata("s", 9).getId());
        assertRefused(422, 42203, c -> c.updateCompatibility("s", "SOMETIMES").length());
    }

    @Test
    void errorsAreJsonAsConfluents() throws Exception {
        HttpResponse<String> answer = post("/subjects/s/versions", "{\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"error_code\":42201", "Invalid schema");
        assertThat(post("/subjects/s/versions", "{").statusCode()).isEqualTo(422);
        assertThat(post("/nowhere", "{}").body()).contains("\"error_code\":404", "no POST /nowhere");
        assertThat(post("/subjects/s/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")
                        .body())
                .contains("JSON is not supported");
    }

    @Test
    void aBodyThatIsNoObjectIsTheSendersFault() throws Exception {
        for (String body : List.of("null", "", "[]", "7")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/s/versions"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();

            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(body).isEqualTo(422);
            assertThat(answer.body()).as(body).contains("is not a JSON object");
        }
    }

    @Test
    void aBodyThatBreaksOffIsTheSendersFault() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(registry.url()).getPort())) {
            socket.getOutputStream().write("""
                    POST /subjects/s/versions HTTP/1.1\r
                    Host: localhost\r
                    Transfer-Encoding: chunked\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            // Some versions of the JDK hang up at once instead of telling what was wrong.
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isIn("HTTP/1.1 400", "");
        }
    }

    @Test
    void subjectsMayHaveAnyName() throws Exception {
        String odd = "a b/c+%2B-value";
        client.register(odd, V1);
        assertThat(client.getAllSubjects()).containsExactly(odd);
        assertThat(client.getAllVersions(odd)).containsExactly(1);
    }

    @Test
    void aRegistryThatIsDownIsPassedOverForTheNext() throws Exception {
        RegistryConfig both = RegistryConfig.of("http://127.0.0.1:1", registry.url());
        try (SchemaRegistryClient failingOver = both.newClient()) {
            assertThat(failingOver.register("s", V1)).isEqualTo(1);
        }
    }

    @Test
    void ourRegistrationFindsItsWay() throws Exception {
        SchemaRegistration registration = new SchemaRegistration(registry.config(), client);
        assertThat(registration.check(TOPICS)).hasSize(3).allMatch(Missing.class::isInstance);
        assertThat(registration.register(TOPICS)).hasSize(3).allMatch(Registered.class::isInstance);

        restart();

        registration = new SchemaRegistration(registry.config(), client);
        assertThat(registration.check(TOPICS)).hasSize(3).allMatch(Ready.class::isInstance);
    }

    @Test
    void ourRegistrationSeesAnIncompatibleSubject() throws Exception {
        client.register("camera-frames-value", BREAKING);

        assertThat(new SchemaRegistration(registry.config(), client).register(TOPICS))
                .hasAtLeastOneElementOfType(Incompatible.class)
                .hasAtLeastOneElementOfType(Registered.class);
    }

    @Test
    void aLineCutShortByACrashIsDroppedAndADamagedOneNamed() throws Exception {
        client.register("s", V1);
        stop();
        Path journal = folder.resolve("journal.jsonl");
        Files.writeString(journal, "{\"change\":\"registered\",\"subj", StandardOpenOption.APPEND);
        start();
        assertThat(client.register("s", V2)).isEqualTo(2);
        restart();
        assertThat(client.getAllVersions("s")).containsExactly(1, 2);

        stop();
        Files.writeString(journal, "nonsense\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> EmbeddedRegistry.start(folder, 0))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Line 3 of the registry's journal");
        Files.writeString(journal, "");
        start();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void assertRefused(int status, int code, Call call) {
        assertThatThrownBy(() -> call.on(client)).isInstanceOfSatisfying(RestClientException.class, e -> {
            assertThat(e.getStatus()).isEqualTo(status);
            assertThat(e.getErrorCode()).isEqualTo(code);
        });
    }

    private interface Call {
        int on(SchemaRegistryClient client) throws Exception;
    }

    private static AvroSchema schema(String fields) {
        return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }
}
