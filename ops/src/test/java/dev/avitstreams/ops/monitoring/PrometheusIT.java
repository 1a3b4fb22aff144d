package dev.avitstreams.ops.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.dashboard.RunningDemo;
import dev.avitstreams.ops.monitoring.MonitoringFiles.Query;
import dev.avitstreams.ops.process.ChildProcess;
import dev.avitstreams.ops.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a running demo, loads the alerts, and answers every query of the dashboards. */
class PrometheusIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Series that are there only once something has gone wrong, or where points are chosen by load or models announced. */
    private static final List<String> NOT_IN_A_DEMO = List.of(
            "avit_transactions_vetoed",
            "avit_deadletter",
            "outcome!=\"classified\"",
            "unless",
            "avit_elastic_",
            "avit_model_refused",
            "avit_model_rollouts",
            "avit_shadow_");

    @TempDir
    Path folder;

    @Test
    void promtoolAcceptsRulesAndConfiguration() throws Exception {
        require("promtool");

        for (String[] command : new String[][] {
            {"promtool", "check", "rules", MonitoringFiles.ALERTS.toString()},
            {"promtool", "check", "config", MonitoringFiles.PROMETHEUS.toString()}
        }) {
            Process check =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(check.waitFor()).as(said).isZero();
        }
    }

    @Test
    void everyQueryIsAnsweredFromWhatTheServiceEmits() throws Exception {
        require("prometheus");
        try (RunningDemo demo = new RunningDemo(folder.resolve("demo"))) {
            int port = Ports.anyFree();
            try (ChildProcess prometheus =
                    ChildProcess.start(command(demo.page(), port), folder.resolve("prometheus.log"))) {
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() ->
                                !ask(port, "rate(avit_frames_total[30s]) > 0").isEmpty()
                                        && !ask(port, "rate(avit_batch_size_count[30s]) > 0")
                                                .isEmpty());
                assertThat(prometheus.isAlive()).isTrue();

                List<String> silent = new ArrayList<>();
                for (Query query : MonitoringFiles.dashboardQueries()) {
                    JsonNode result = ask(port, query.forAll());
                    if (result.isEmpty() && NOT_IN_A_DEMO.stream().noneMatch(query.expression()::contains)) {
                        silent.add(query.where() + ": " + query.forAll());
                    }
                }
                assertThat(silent).as("queries without an answer").isEmpty();
                JsonNode rules = get(port, "/api/v1/rules").at("/data/groups/0/rules");
                assertThat(rules).hasSameSizeAs(MonitoringFiles.alertQueries());
                for (Query alert : MonitoringFiles.alertQueries()) {
                    ask(port, alert.expression());
                }
                assertThat(ask(port, "kafka_consumer_fetch_manager_records_lag_max{client_id!~\".*restore.*\"}"))
                        .as("the lag the alert AvitFallsBehind looks at")
                        .isNotEmpty();
            }
        }
    }

    private List<String> command(String page, int port) throws IOException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                Files.readString(MonitoringFiles.PROMETHEUS)
                        .replace("scrape_interval: 5s", "scrape_interval: 1s")
                        .replace("127.0.0.1:8080", URI.create(page).getAuthority())
                        .replace(
                                "avit-alerts.yml",
                                MonitoringFiles.ALERTS.toAbsolutePath().toString()));
        return List.of(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port);
    }

    /** The series of an instant query; fails if Prometheus refuses it. */
    private static JsonNode ask(int port, String expression) throws Exception {
        JsonNode answer = get(port, "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.get("status").asText()).as(expression + "\n" + answer).isEqualTo("success");
        return answer.at("/data/result");
    }

    private static JsonNode get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return new ObjectMapper()
                .readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    private static void require(String program) {
        if (Stream.of(System.getenv("PATH").split(":"))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            abort(program + " is not on the PATH; install it (apt-get install prometheus) to run this test");
        }
    }
}
