package dev.avitstreams.ops.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page's server answers, asked without a browser. */
class DashboardIT {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static EmbeddedStack stack;
    private static byte[] photograph;
    private static RecordMetadata frame;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TopicCatalogue.defaults());
        try (var stream = DashboardIT.class.getResourceAsStream("/photographs/coffee.jpg")) {
            photograph = stream.readAllBytes();
        }
        try (Feed feed = new Feed(stack)) {
            frame = feed.frame("gate", photograph, "espresso").get();
            feed.frame(HOSTILE, photograph, HOSTILE).get();
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aListenerIsToldEverythingAtFirstAndThenWhatIsNew() throws Exception {
        try (Dashboard dashboard = Dashboard.start(config(), plan(Optional.empty(), false));
                Feed feed = new Feed(stack)) {
            awaitCamera(dashboard, "gate");
            HttpResponse<Stream<String>> events = CLIENT.send(
                    HttpRequest.newBuilder(dashboard.address().resolve("/events"))
                            .build(),
                    BodyHandlers.ofLines());
            feed.frame("yard", photograph, "barn").get();

            List<String> lines =
                    events.body().takeWhile(line -> !line.contains("\"yard\"")).toList();

            assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
            assertThat(lines).contains("event: all", "event: news");
            assertThat(lines.toString()).contains("\"gate\"", "\"model\":\"feed:1\"", "\"batchP50\":4");
        }
    }

    @Test
    void aFrameIsFoundByThePositionOfItsLabelAndItsPixelsByItsOwn() throws Exception {
        try (Dashboard dashboard = Dashboard.start(config(), plan(Optional.empty(), false))) {
            JsonNode latest = awaitCamera(dashboard, "gate").get("camera").get("latest");

            HttpResponse<byte[]> picture =
                    bytes(dashboard, "/picture?partition=%d&offset=%d".formatted(frame.partition(), frame.offset()));
            JsonNode label = json(
                    dashboard,
                    "/api/label?partition=%d&offset=%d"
                            .formatted(
                                    latest.at("/label/partition").asInt(),
                                    latest.at("/label/offset").asLong()));

            assertThat(latest.at("/source/offset").asLong()).isEqualTo(frame.offset());
            assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
            assertThat(picture.body()).isEqualTo(photograph);
            assertThat(label).isEqualTo(latest);
            assertThat(text(dashboard, "/picture?partition=0&offset=999999").statusCode())
                    .isEqualTo(404);
            assertThat(text(dashboard, "/picture?partition=x&offset=1").statusCode())
                    .isEqualTo(400);
            assertThat(text(dashboard, "/picture?offset=1").body()).contains("partition is missing");
        }
    }

    @Test
    void underPrivacyNoPixelLeavesTheServer() throws Exception {
        try (Dashboard dashboard = Dashboard.start(config(), plan(Optional.empty(), true))) {
            HttpResponse<String> refused =
                    text(dashboard, "/picture?partition=%d&offset=%d".formatted(frame.partition(), frame.offset()));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("--privacy");
            assertThat(awaitCamera(dashboard, "gate")
                            .at("/camera/latest/depths")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void withATokenNothingIsToldToWhoDoesNotHaveIt() throws Exception {
        try (Dashboard dashboard = Dashboard.start(config(), plan(Optional.of("correct-horse"), false))) {
            for (String path : List.of("/", "/events", "/assets/app.js", "/api/camera?id=gate", "/?token=wrong")) {
                assertThat(text(dashboard, path).statusCode()).as(path).isEqualTo(401);
            }
            HttpResponse<String> let = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(dashboard.url())).build(), BodyHandlers.ofString());
            String cookie = let.headers().firstValue("Set-Cookie").orElseThrow();
            HttpResponse<String> again = CLIENT.send(
                    HttpRequest.newBuilder(dashboard.address())
                            .header("Cookie", cookie.replaceFirst(";.*", ""))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(let.statusCode()).isEqualTo(200);
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
            assertThat(again.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aForeignSiteWhoseNameLeadsHereIsTurnedAway() throws Exception {
        try (Dashboard dashboard = Dashboard.start(config(), plan(Optional.empty(), false));
                Socket socket = new Socket("127.0.0.1", dashboard.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /api/camera?id=gate HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("espresso");
        }
    }

    @Test
    void everyAnswerIsFencedInAndNothingIsWritten() throws Exception {
        try (Dashboard dashboard = Dashboard.start(config(), plan(Optional.empty(), false))) {
            HttpResponse<String> page = text(dashboard, "/");
            HttpResponse<String> posted = CLIENT.send(
                    HttpRequest.newBuilder(dashboard.address())
                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(page.body()).doesNotContain("http://", "https://", "<script>", "style=");
            assertThat(posted.statusCode()).isEqualTo(405);
            assertThat(text(dashboard, "/assets/../index.html").statusCode()).isEqualTo(404);
            assertThat(text(dashboard, "/assets/missing.js").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentence() {
        try (Dashboard first = Dashboard.start(config(), plan(Optional.empty(), false))) {
            DashboardPlan second = new DashboardPlan(
                    "127.0.0.1",
                    first.address().getPort(),
                    Optional.empty(),
                    false,
                    OptionalDouble.empty(),
                    8,
                    Optional.empty(),
                    List.of(),
                    path -> Optional.empty());

            assertThatThrownBy(() -> Dashboard.start(config(), second))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("Choose another with --port");
        }
    }

    @Test
    void oneFrameIsShownAndSavedFromTheShell() throws Exception {
        Path saved = folder.resolve("frame.jpg");
        String at = frame.partition() + "@" + frame.offset();

        Shell shown = inspect("frames", "--at", at, "--save", saved.toString());

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("gate", "JPEG");
        assertThat(Files.readAllBytes(saved)).isEqualTo(photograph);
        assertThat(inspect("frames", "--at", "0@999999").exitCode()).isEqualTo(3);
        assertThat(inspect("frames", "--at", "0:1").exitCode()).isEqualTo(2);
        assertThat(inspect("labels", "--save", "x").exitCode()).isEqualTo(2);
    }

    private static Shell inspect(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("inspect"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        all.addAll(List.of("--registry", stack.registry().urls().get(0)));
        return Shell.run(all.toArray(String[]::new));
    }

    private static AvitConfig config() {
        return AvitConfig.defaults(stack.bootstrapServers(), stack.registry().urls());
    }

    private static DashboardPlan plan(Optional<String> token, boolean privacy) {
        return new DashboardPlan(
                "127.0.0.1",
                0,
                token,
                privacy,
                OptionalDouble.empty(),
                8,
                Optional.empty(),
                List.of(),
                path -> Optional.empty());
    }

    private static JsonNode awaitCamera(Dashboard dashboard, String id) throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> text(dashboard, "/api/camera?id=" + id).statusCode() == 200);
        return json(dashboard, "/api/camera?id=" + id);
    }

    private static JsonNode json(Dashboard dashboard, String path) throws Exception {
        return new ObjectMapper().readTree(text(dashboard, path).body());
    }

    private static HttpResponse<String> text(Dashboard dashboard, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(dashboard.address() + path.substring(1)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> bytes(Dashboard dashboard, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(dashboard.address().resolve(path)).build(), BodyHandlers.ofByteArray());
    }
}
