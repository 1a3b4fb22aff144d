package dev.avitstreams.delivery.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/** {@code ops/helm/avit-streams}, rendered with values. */
final class Chart {
    static final Path FOLDER = Path.of("..", "helm", "avit-streams");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> manifests;

    private Chart(List<JsonNode> manifests) {
        this.manifests = List.copyOf(manifests);
    }

    /** @throws RuntimeException Helm's own complaint, where it does not render */
    static Chart render(Path folder, String values) {
        String rendered = new Helm(FOLDER)
                .template()
                .withKubeVersion("1.31.0")
                .withName("gate")
                .withNamespace("cameras")
                .withValuesFile(write(folder, values))
                .call();
        List<JsonNode> manifests = new ArrayList<>();
        for (Object document : new Yaml().loadAll(rendered)) {
            if (document != null) {
                manifests.add(JSON.valueToTree(document));
            }
        }
        return new Chart(manifests);
    }

    /** Lint reads the chart's own values only, hence the copy. */
    static LintResult lint(Path folder, String values) throws IOException {
        Path copy = folder.resolve("avit-streams");
        try (var files = Files.walk(FOLDER, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Map<String, Object> merged = new Yaml().load(Files.readString(copy.resolve("values.yaml")));
        merged.putAll(new Yaml().load(values));
        Files.writeString(copy.resolve("values.yaml"), new Yaml().dump(merged));
        return new Helm(copy).lint().strict().call();
    }

    List<JsonNode> manifests() {
        return manifests;
    }

    List<String> kinds() {
        return manifests.stream()
                .map(manifest -> manifest.get("kind").asText())
                .sorted()
                .toList();
    }

    /** The one manifest of its kind. */
    JsonNode the(String kind) {
        return find(kind).orElseThrow(() -> new AssertionError("no " + kind + " among " + kinds()));
    }

    JsonNode podSpec() {
        return the("StatefulSet").at("/spec/template/spec");
    }

    JsonNode container() {
        return podSpec().at("/containers/0");
    }

    private Optional<JsonNode> find(String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.get("kind").asText().equals(kind))
                .findFirst();
    }

    static JsonNode yaml(Path file) throws IOException {
        return JSON.valueToTree(new Yaml().load(Files.readString(file)));
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can be written", e);
        }
    }

    private static Path write(Path folder, String values) {
        try {
            return Files.writeString(folder.resolve("values.yaml"), values);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
