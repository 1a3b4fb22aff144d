package dev.avitstreams.ops.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What {@code ops/grafana} and {@code ops/prometheus} hold. */
final class MonitoringFiles {
    static final Path ALERTS = Path.of("prometheus", "avit-alerts.yml");
    static final Path PROMETHEUS = Path.of("prometheus", "prometheus.yml");
    private static final Path GRAFANA = Path.of("grafana");

    private MonitoringFiles() {}

    /** An expression, and where it stands. */
    record Query(String where, String expression) {
        /** As Grafana would send it for all instances. */
        String forAll() {
            return expression.replace("$instance", ".*").replace("$__rate_interval", "30s");
        }
    }

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA)) {
            return files.sorted().toList();
        }
    }

    static List<Query> dashboardQueries() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).get("panels")) {
                for (JsonNode target : panel.get("targets")) {
                    String where =
                            file.getFileName() + ", " + panel.get("title").asText();
                    queries.add(new Query(where, target.get("expr").asText()));
                }
            }
        }
        return queries;
    }

    @SuppressWarnings("unchecked")
    static List<Query> alertQueries() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(ALERTS));
        List<Query> queries = new ArrayList<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                queries.add(new Query((String) rule.get("alert"), (String) rule.get("expr")));
            }
        }
        return queries;
    }
}
