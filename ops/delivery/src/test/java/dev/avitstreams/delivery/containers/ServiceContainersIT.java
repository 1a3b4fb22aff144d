package dev.avitstreams.delivery.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.delivery.containers.AvitContainer.Ended;
import dev.avitstreams.ops.chaos.audit.Audit;
import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Ledger;
import dev.avitstreams.ops.chaos.audit.OutcomeReader;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The service as it is deployed: its image, confined, on a broker and a registry in containers. Topics and schemas are
 * made by the image too. The service is killed in mid-stream, started again, and later replaced by another container.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceContainersIT {
    private static final int FRAMES = 240;
    private static final int CUT = 80;
    private static final Map<String, String> SETTINGS = Map.of(
            "AVIT_REGISTRY_AUTO_REGISTER", "false",
            "AVIT_SUMMARIES_WINDOW", "5s",
            "AVIT_SUMMARIES_GRACE", "1s",
            "AVIT_SUMMARIES_IDLE_CLOSE", "3s",
            "AVIT_HTTP_HOST", "0.0.0.0",
            "AVIT_HTTP_TOKEN", AvitContainer.TOKEN);

    private final Ledger ledger = new Ledger();
    private final Audit audit = new Audit();
    private final Findings findings = new Findings();
    private final List<Ended> preparations = new ArrayList<>();
    private Cluster cluster;
    private String identity;
    private String written;
    private String metrics;
    private int bad;
    private Ended first;
    private Ended last;

    @BeforeAll
    void classifyThroughAKillAndAReplacement() throws Exception {
        cluster = Cluster.start();
        preparations.add(AvitContainer.run(cluster, "topics", "create", "--partitions", "4"));
        preparations.add(AvitContainer.run(cluster, "schemas", "register"));
        try (AvroSerdes serdes =
                        new AvroSerdes(RegistryConfig.of(cluster.registryUrl()), SchemaPolicy.REGISTERED_ONLY);
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
                OutcomeReader reader =
                        new OutcomeReader(cluster.bootstrapServers(), TopicNames.DEFAULT, serdes, audit);
                FrameFeed feed = new FrameFeed(cluster, serdes, ledger)) {
            try (AvitContainer service = AvitContainer.service(cluster, SETTINGS)) {
                service.awaitReady();
                identity = service.shell("id -u");
                written = service.shell("touch /opt/avit/x; touch /etc/x");
                feed.send(CUT);
                awaitAccounted(reader, 1);
                service.kill();
                feed.send(CUT);
                service.startAgain();
                awaitAccounted(reader, 2 * CUT);
                first = service.terminate();
            }
            try (AvitContainer service = AvitContainer.service(cluster, SETTINGS)) {
                feed.send(FRAMES - 2 * CUT);
                bad = feed.bad();
                service.awaitReady();
                awaitAccounted(reader, FRAMES);
                metrics = service.fetch("/metrics");
                await("the last windows").atMost(Duration.ofSeconds(60)).until(() -> {
                    reader.read(Duration.ofMillis(200));
                    return audit.summarised() >= FRAMES;
                });
                last = service.terminate();
            }
            assertThat(reader.readToEnd(admin, Duration.ofSeconds(40)))
                    .as("no transaction is left open")
                    .isTrue();
            audit.check(ledger, findings);
        }
    }

    private void awaitAccounted(OutcomeReader reader, int frames) {
        await(frames + " outcomes").atMost(Duration.ofSeconds(120)).until(() -> {
            reader.read(Duration.ofMillis(100));
            return audit.accounted() >= frames;
        });
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void theImageMakesTopicsAndSchemas() {
        assertThat(preparations)
                .hasSize(2)
                .allSatisfy(done -> assertThat(done.status()).as(done.printed()).isZero());
    }

    @Test
    void everyFrameHasOneOutcomeAndSummariesAddUp() {
        assertThat(findings.all()).isEmpty();
        assertThat(audit.labels()).isEqualTo(FRAMES - bad);
        assertThat(audit.deadLetters()).isEqualTo(bad).isPositive();
        assertThat(audit.summarised()).isEqualTo(FRAMES);
    }

    @Test
    void theServiceIsNobodyInParticularAndCannotChangeItsOwnFiles() {
        assertThat(identity).isEqualTo("10001");
        assertThat(written.lines()).hasSize(2).allMatch(line -> line.contains("Read-only file system"));
    }

    @Test
    void aTerminatedContainerCommitsAndLeaves() {
        assertThat(List.of(first, last)).allSatisfy(ended -> {
            assertThat(ended.status()).as(ended.printed()).isEqualTo(143);
            assertThat(ended.printed()).contains("stopping");
        });
    }

    @Test
    void metricsAreServedBeyondTheContainer() {
        assertThat(metrics).contains("avit_frames_total", "avit_ready");
    }

    @Test
    void theDoctorFindsTheClusterSound() {
        Ended doctor = AvitContainer.run(cluster, "doctor");

        assertThat(doctor.status()).as(doctor.printed()).isZero();
        assertThat(doctor.printed()).contains("libtorch", "broker").doesNotContain("✗");
    }
}
