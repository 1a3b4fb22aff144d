package dev.avitstreams.topology.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.HttpAuth;
import dev.avitstreams.topology.config.HttpSection;
import dev.avitstreams.topology.config.LiveSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class ControlTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String AT_START = """
            {
              "batch.max-size" : "32",
              "batch.max-delay" : "10ms",
              "model.operating-point" : "default"
            }
            """;

    private final Settings settings = new Settings();
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<ServiceEndpoints> opened = Optional.empty();

    /** As the service's, without an operator behind it. */
    private static final class Settings implements Control {
        private AvitConfig now = AvitConfig.defaults("localhost:9092", List.of("http://localhost:8081"));
        private String by = "";

        @Override
        public Map<String, String> values() {
            return LiveSettings.of(now);
        }

        @Override
        public Map<String, String> change(Map<String, String> changes, String whoever) {
            now = LiveSettings.changed(now, changes);
            by = whoever;
            return values();
        }
    }

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusedChanges.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        opened.ifPresent(ServiceEndpoints::close);
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private void open(Optional<String> token, HttpAuth auth) {
        opened = Optional.of(ServiceEndpoints.start(
                new HttpSection("127.0.0.1", 0, token, auth),
                new HealthState(),
                () -> "",
                () -> "",
                () -> "{}",
                () -> Optional.of(settings)));
    }

    private HttpResponse<String> ask(String method, String token, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        opened.orElseThrow().address().resolve("/control"))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void settingsAreShownAndChangedByJsonAndByForm() throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        HttpResponse<String> before = ask("GET", TOKEN, "", "");
        HttpResponse<String> json = ask("POST", TOKEN, JSON, "{\"batch.max-size\": 8, \"batch.max-delay\": \"2ms\"}");
        HttpResponse<String> form = ask("POST", TOKEN, FORM, "model.operating-point=fa%73t&batch.max-size=4");

        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.body()).isEqualTo(AT_START);
        assertThat(before.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(before.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).contains("\"batch.max-size\" : \"8\"", "\"batch.max-delay\" : \"2ms\"");
        assertThat(form.body()).contains("\"batch.max-size\" : \"4\"", "\"batch.max-delay\" : \"2ms\"", ": \"fast\"");
        assertThat(settings.by).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json | {"batch.max-size": 8                        | 400 | The body is not JSON:
            application/json | {"batch.max-size": 8} {}                    | 400 | The body is not JSON:
            application/json | {"batch.max-size": 8, "batch.max-size": 9}  | 400 | The body is not JSON:
            application/json | [8]                                         | 400 | The body must be a JSON object
            application/json | {"batch": {"max-size": 8}}                  | 400 | batch must have a text or a number
            application/json | {"batch.max-size": null}                    | 400 | batch.max-size must have a text or a number
            application/json | {"batch.max-sise": 8}                       | 400 | unknown key batch.max-sise, did you mean batch.max-size?
            application/json | {"batch.max-size": 0}                       | 400 | batch.max-size is 0, must be 1 to 1024
            application/json | {"batch.max-size": 8.5}                     | 400 | batch.max-size is '8.5', must be a whole number
            application/x-www-form-urlencoded | batch.max-size             | 400 | The form has 'batch.max-size'
            application/x-www-form-urlencoded | batch.max-size=%zz         | 400 | The form has '%zz'
            application/x-www-form-urlencoded | batch.max-size=1&batch.max-size=2 | 400 | batch.max-size is given twice
            text/plain       | batch.max-size=8                            | 415 | The Content-Type must be application/json
            """)
    void whatCannotBeReadOrMustNotBeIsExplainedAndChangesNothing(String type, String body, int status, String sentence)
            throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        HttpResponse<String> answer = ask("POST", TOKEN, type, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith(sentence);
        assertThat(ask("GET", TOKEN, "", "").body()).isEqualTo(AT_START);
    }

    @Test
    void aChangeThatIsRefusedIsALineInTheLogWithWhoAskedForIt() throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        ask("POST", TOKEN, JSON, "{\"batch.max-size\": 0}");
        ask("POST", "wrong-" + TOKEN, JSON, "{\"batch.max-size\": 8}");
        ask("POST", TOKEN, JSON, "{\"batch.max-size\": 8}");
        ask("GET", "wrong-" + TOKEN, "", "");

        assertThat(log.list)
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        tuple(
                                Level.INFO,
                                "Settings not changed by=127.0.0.1 status=400"
                                        + " reason=\"batch.max-size is 0, must be 1 to 1024\""),
                        tuple(
                                Level.WARN,
                                "Settings not changed by=127.0.0.1 status=401 reason=\"This needs the token that is set"
                                        + " as http.token: Authorization: Bearer TOKEN.\""));
        assertThat(log.list).noneMatch(line -> line.getFormattedMessage().contains(TOKEN));
    }

    @Test
    void whereNoTokenIsSetARefusedChangeIsALineInTheLogToo() throws Exception {
        open(Optional.empty(), HttpAuth.NONE);

        ask("POST", "", JSON, "{\"batch.max-size\": 8}");

        assertThat(log.list)
                .singleElement()
                .asString()
                .contains("[WARN]", "Settings not changed by=127.0.0.1 status=403", "set http.token");
    }

    @Test
    void whatIsSentMakesNeitherLinesInTheLogNorLongOnes() throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        ask("POST", TOKEN, FORM, "a%0aSettings+changed%e2%80%a8by%3d" + "x".repeat(4000) + "=1");

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith(
                                "Settings not changed by=127.0.0.1 status=400 reason=\"unknown key a Settings changed by")
                        .endsWith("xxx…\"")
                        .hasSizeLessThan(300)
                        .doesNotContain("\n", "\u2028"));
    }

    @Test
    void bodyTooLargeIsNotRead() throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        assertThat(ask("POST", TOKEN, JSON, " ".repeat(4097)).statusCode()).isEqualTo(413);
        assertThat(ask("POST", TOKEN, JSON, "{}" + " ".repeat(4094)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutTheTokenNothingIsShownOrChanged() throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        for (String wrong : new String[] {"", TOKEN + "0", TOKEN.substring(1), "x"}) {
            for (String method : new String[] {"GET", "POST"}) {
                HttpResponse<String> answer = ask(method, wrong, JSON, "{\"batch.max-size\": 8}");

                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(answer.body()).contains("http.token").doesNotContain("batch.max-size", TOKEN);
            }
        }
        assertThat(ask("GET", TOKEN, "", "").body()).isEqualTo(AT_START);
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "NONE"})
    void whereNoTokenIsSetNobodyMayAlsoNotOnThisMachine(HttpAuth auth) throws Exception {
        open(Optional.empty(), auth);

        for (String method : new String[] {"GET", "POST"}) {
            HttpResponse<String> answer = ask(method, TOKEN, JSON, "{\"batch.max-size\": 8}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("set http.token");
        }
        assertThat(settings.values()).containsEntry("batch.max-size", "32");
    }

    @Test
    void onlyGetHeadAndPostAreAnswered() throws Exception {
        open(Optional.of(TOKEN), HttpAuth.AUTO);

        for (String method : new String[] {"PUT", "DELETE", "PATCH", "OPTIONS"}) {
            HttpResponse<String> answer = ask(method, TOKEN, JSON, "{}");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        }
        assertThat(ask("HEAD", TOKEN, "", "").statusCode()).isEqualTo(200);
    }

    @Test
    void beforeTheModelIsThereThereIsNothingToChange() throws Exception {
        opened = Optional.of(ServiceEndpoints.start(
                new HttpSection("127.0.0.1", 0, Optional.of(TOKEN), HttpAuth.AUTO),
                new HealthState(),
                () -> "",
                () -> "",
                () -> "{}"));

        assertThat(ask("POST", TOKEN, JSON, "{}").statusCode()).isEqualTo(503);
    }
}
