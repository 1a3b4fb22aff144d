package dev.avitstreams.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
    private static final String LEAST = """
            config:
              application-id: gate
              kafka: {bootstrap.servers: "kafka:9092"}
              registry: {urls: ["http://registry:8081"]}
            """;
    private static final String ALL = """
            config:
              application-id: gate
              topics: {frames: gate-frames}
              kafka:
                bootstrap.servers: kafka-1:9093,kafka-2:9093
                security.protocol: SASL_SSL
                sasl.mechanism: SCRAM-SHA-512
                sasl.jaas.config: '${env:KAFKA_JAAS}'
              registry:
                urls: ["https://registry:8081"]
                auto-register: false
            secrets: [gate-registry]
            env: [{name: KAFKA_JAAS, valueFrom: {secretKeyRef: {name: gate-kafka, key: jaas}}}]
            envFrom: [{secretRef: {name: gate-environment}}]
            javaOpts: -Xmx1g
            imagePullSecrets: [{name: pull}]
            gpu: {enabled: true, runtimeClassName: nvidia}
            http: {tokenSecret: {name: gate-http, key: token}}
            networkPolicy: {enabled: true, from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}
            serviceAccount: {annotations: {example.org/role: gate}}
            autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 16, lagThreshold: 50, authentication: gate-kafka}
            monitoring: {podMonitor: {enabled: true, labels: {team: gate}}, rules: {enabled: true}}
            priorityClassName: high
            nodeSelector: {disk: ssd}
            tolerations: [{key: gpu, operator: Exists}]
            podAnnotations: {example.org/note: x}
            podLabels: {team: gate}
            state: {storageClassName: fast}
            extraVolumes: [{name: model, persistentVolumeClaim: {claimName: model}}]
            extraVolumeMounts: [{name: model, mountPath: /models, readOnly: true}]
            """;

    @TempDir
    Path folder;

    @Test
    void helmFindsNothingToComplainOf() throws Exception {
        for (String values : List.of(LEAST, ALL)) {
            var result = Chart.lint(Files.createTempDirectory(folder, "lint"), values);

            assertThat(result.isFailed())
                    .as(String.join("\n", result.getMessages()))
                    .isFalse();
        }
    }

    @Test
    void withoutBrokersOrWithAMisspeltValueItDoesNotRender() {
        assertThatThrownBy(() -> Chart.render(folder, "replicas: 2"))
                .hasMessageContaining("bootstrap.servers")
                .hasMessageContaining("urls");
        assertThatThrownBy(() -> Chart.render(folder, LEAST + "replica: 2")).hasMessageContaining("replica");
        assertThatThrownBy(() -> Chart.render(folder, LEAST.replace("kafka:", "http: {port: 1}\n  kafka:")))
                .hasMessageContaining("http");
    }

    @Test
    void whatIsRenderedByDefaultAndOnRequest() {
        assertThat(Chart.render(folder, LEAST).kinds())
                .containsExactly("ConfigMap", "PodDisruptionBudget", "Service", "ServiceAccount", "StatefulSet");
        assertThat(Chart.render(folder, ALL).kinds())
                .contains("NetworkPolicy", "PodMonitor", "PrometheusRule", "ScaledObject");
    }

    @Test
    void everyFieldIsOneThatKubernetesKnows() throws Exception {
        int looked = 0;
        for (String values : List.of(LEAST, ALL, LEAST + "state: {persistent: false}")) {
            for (JsonNode manifest : Chart.render(folder, values).manifests()) {
                if (KnownFields.knows(manifest)) {
                    assertThat(KnownFields.mistakes(manifest)).isEmpty();
                    looked++;
                } else {
                    assertThat(manifest.get("kind").asText()).isEqualTo("ScaledObject");
                }
            }
        }
        assertThat(looked).isEqualTo(5 + 8 + 5);
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() throws Exception {
        ObjectNode manifest = (ObjectNode) Chart.render(folder, LEAST).the("StatefulSet");
        ((ObjectNode) manifest.at("/spec/template/spec/containers/0/securityContext"))
                .put("readOnlyRootFileSystem", true);

        assertThat(KnownFields.mistakes(manifest)).singleElement().asString().contains("readOnlyRootFileSystem");
    }

    @Test
    void theServiceAcceptsTheConfigurationItIsGiven() {
        for (String values : List.of(LEAST, ALL)) {
            Chart chart = Chart.render(folder, values);
            Map<String, String> environment = new TreeMap<>(Map.of("KAFKA_JAAS", "x required;"));
            if (values.equals(ALL)) {
                environment.put("AVIT_HTTP_TOKEN", "what-the-secret-holds");
            }
            chart.container().get("env").forEach(variable -> {
                if (variable.has("value")) {
                    environment.put(
                            variable.get("name").asText(), variable.get("value").asText());
                }
            });

            AvitConfig config = AvitConfig.parse(
                    chart.the("ConfigMap").at("/data/avit.yaml").asText(), environment);

            assertThat(config.applicationId()).isEqualTo("gate");
            assertThat(config.http().host()).isEqualTo("0.0.0.0");
            assertThat(config.http().port())
                    .isEqualTo(chart.container().at("/ports/0/containerPort").asInt());
            assertThat(mounts(chart)).anyMatch(mount -> config.stateDir().startsWith(mount));
        }
    }

    @Test
    void podsAreConfinedAndWriteOnlyToTheVolumesOfTheImage() throws Exception {
        Chart chart = Chart.render(folder, ALL);
        JsonNode pod = chart.podSpec().get("securityContext");
        JsonNode container = chart.container().get("securityContext");

        assertThat(pod.get("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.get("runAsUser").asInt()).isNotZero();
        assertThat(pod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.get("allowPrivilegeEscalation").asBoolean()).isFalse();
        assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(chart.podSpec().get("automountServiceAccountToken").asBoolean())
                .isFalse();
        String image = Files.readString(Path.of("..", "pom.xml"));
        for (JsonNode mount : chart.container().get("volumeMounts")) {
            if (!mount.path("readOnly").asBoolean()) {
                assertThat(image).contains("<volume>" + mount.get("mountPath").asText() + "</volume>");
            }
        }
    }

    @Test
    void alertsAreThoseOfThePrometheusFolderAndFindTheirJob() throws Exception {
        Chart chart = Chart.render(folder, ALL);

        assertThat(chart.the("PrometheusRule").get("spec"))
                .isEqualTo(Chart.yaml(Path.of("..", "prometheus", "avit-alerts.yml")));
        assertThat(Chart.text(chart.the("PodMonitor"))).contains("\"targetLabel\":\"job\",\"replacement\":\"avit\"");
        assertThat(chart.the("PodMonitor").at("/spec/podMetricsEndpoints/0/port"))
                .isEqualTo(chart.container().at("/ports/0/name"));
    }

    @Test
    void theServiceAndPrometheusTakeTheTokenFromTheSameSecret() {
        Chart chart = Chart.render(folder, ALL);
        JsonNode scraped = chart.the("PodMonitor").at("/spec/podMetricsEndpoints/0/authorization/credentials");
        JsonNode asked = variable(chart, "AVIT_HTTP_TOKEN").at("/valueFrom/secretKeyRef");

        assertThat(asked.get("name").asText()).isEqualTo("gate-http");
        assertThat(scraped).isEqualTo(asked);
        assertThat(variable(chart, "AVIT_HTTP_AUTH").isMissingNode()).isTrue();
        assertThat(variable(Chart.render(folder, LEAST), "AVIT_HTTP_AUTH")
                        .get("value")
                        .asText())
                .isEqualTo("none");
    }

    private static JsonNode variable(Chart chart, String name) {
        for (JsonNode variable : chart.container().get("env")) {
            if (variable.get("name").asText().equals(name)) {
                return variable;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void theAutoscalerFollowsTheGroupOnTheFramesTopicAndOwnsTheNumberOfInstances() {
        Chart chart = Chart.render(folder, ALL);
        JsonNode scaled = chart.the("ScaledObject").get("spec");

        assertThat(scaled.at("/scaleTargetRef/name"))
                .isEqualTo(chart.the("StatefulSet").at("/metadata/name"));
        assertThat(scaled.get("maxReplicaCount").asInt()).isEqualTo(16);
        JsonNode trigger = scaled.at("/triggers/0/metadata");
        assertThat(trigger.get("consumerGroup").asText()).isEqualTo("gate");
        assertThat(trigger.get("topic").asText()).isEqualTo("gate-frames");
        assertThat(trigger.get("bootstrapServers").asText()).isEqualTo("kafka-1:9093,kafka-2:9093");
        assertThat(trigger).allMatch(JsonNode::isTextual, "KEDA takes texts only");
        assertThat(chart.the("StatefulSet").get("spec").has("replicas")).isFalse();
    }

    @Test
    void aGpuTakesItsOwnImageAndOneDevice() {
        assertThat(Chart.render(folder, ALL)
                        .container()
                        .at("/resources/limits/nvidia.com~1gpu")
                        .asInt())
                .isEqualTo(1);
        assertThat(Chart.render(folder, ALL).container().get("image").asText()).endsWith("-cuda13");
        assertThat(Chart.render(folder, LEAST).container().get("image").asText())
                .doesNotContain("cuda");
    }

    private static List<String> mounts(Chart chart) {
        return StreamSupport.stream(chart.container().get("volumeMounts").spliterator(), false)
                .map(mount -> mount.get("mountPath").asText())
                .toList();
    }
}
