package dev.avitstreams.delivery.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code ops/docker/compose.yaml} and the chart name what there is. */
class ComposeFileTest {
    private static final Path FOLDER = Path.of("..", "docker");
    private static final Pattern VERSIONS = Pattern.compile("<(kafka|apicurio)\\.version>([^<]+)<");

    private final Map<String, Map<String, Object>> services = new TreeMap<>();
    private String pom;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void read() throws Exception {
        Map<String, Object> compose = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
        services.putAll((Map<String, Map<String, Object>>) compose.get("services"));
        pom = Files.readString(Path.of("..", "..", "pom.xml"));
    }

    @Test
    void imagesAreOfTheVersionsThatAreBuiltAndTestedWith() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        for (Matcher found = VERSIONS.matcher(pom); found.find(); ) {
            versions.put(found.group(1), found.group(2));
        }
        String ours = pom.replaceAll("(?s).*?<artifactId>avit-streams</artifactId>\\s*<version>([^<]+)<.*", "$1");

        assertThat(image("kafka")).endsWith("apache/kafka:" + versions.get("kafka") + "}");
        assertThat(image("registry")).endsWith("apicurio-registry-mem:" + versions.get("apicurio") + "}");
        assertThat(List.of("setup", "service", "camera-gate", "dashboard"))
                .allSatisfy(name -> assertThat(image(name)).endsWith("avit-streams:" + ours + "}"));
        Map<String, Object> chart =
                new Yaml().load(Files.readString(Path.of("..", "helm", "avit-streams", "Chart.yaml")));
        assertThat(chart.get("appVersion")).isEqualTo(ours);
    }

    @Test
    void everyFileThatIsMountedIsThere() {
        List<Path> mounted = new ArrayList<>();
        services.values().forEach(service -> {
            for (Object volume : (List<?>) service.getOrDefault("volumes", List.of())) {
                if (volume.toString().startsWith(".")) {
                    mounted.add(FOLDER.resolve(volume.toString().split(":")[0]));
                }
            }
        });

        assertThat(mounted)
                .hasSizeGreaterThan(8)
                .allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void theServiceAcceptsItsConfiguration() throws Exception {
        AvitConfig config = AvitConfig.parse(Files.readString(FOLDER.resolve("avit.yaml")), Map.of());

        assertThat(config.applicationId()).isEqualTo("avit-demo");
    }

    @Test
    void everythingIsConfinedAndReachableFromThisMachineOnly() {
        services.forEach((name, service) -> {
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            // Kafka's image writes its configuration into itself.
            assertThat(service.getOrDefault("read_only", false)).as(name).isEqualTo(!name.equals("kafka"));
            for (Object port : (List<?>) service.getOrDefault("ports", List.of())) {
                assertThat(port.toString()).as(name).startsWith("127.0.0.1:");
            }
        });
    }

    private String image(String service) {
        return services.get(service).get("image").toString();
    }
}
