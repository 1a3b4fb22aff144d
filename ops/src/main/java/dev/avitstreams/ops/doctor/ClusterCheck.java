package dev.avitstreams.ops.doctor;

import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.registry.RegistryException;
import dev.avitstreams.schemas.registry.SchemaRegistration;
import dev.avitstreams.schemas.registry.SubjectFinding;
import dev.avitstreams.schemas.topic.BrokerUnavailableException;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicFinding;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether broker and registry answer, and topics and schemas are as needed. */
public final class ClusterCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ClusterCheck() {}

    /** @param kafka properties of an administration client */
    public static List<Finding> topics(Map<String, Object> kafka, TopicCatalogue catalogue) {
        try (TopicAdmin admin = TopicAdmin.connect(kafka, PATIENCE)) {
            return admin.check(catalogue.all()).stream()
                    .map(finding -> new Finding("topics", verdict(finding), finding.sentence()))
                    .toList();
        } catch (BrokerUnavailableException e) {
            return List.of(Finding.ailing("broker", String.valueOf(e.getMessage())));
        }
    }

    public static List<Finding> schemas(RegistryConfig registry, TopicCatalogue catalogue) {
        try (SchemaRegistryClient client = registry.newClient()) {
            return new SchemaRegistration(registry, client)
                    .check(catalogue.all()).stream()
                            .map(finding -> new Finding("schemas", verdict(finding), finding.sentence()))
                            .toList();
        } catch (RegistryException | IOException e) {
            return List.of(Finding.ailing("registry", String.valueOf(e.getMessage())));
        }
    }

    private static Finding.Verdict verdict(TopicFinding finding) {
        if (finding.blocking()) {
            return Finding.Verdict.AILING;
        }
        return finding instanceof TopicFinding.WrongSetting ? Finding.Verdict.NOTE : Finding.Verdict.WELL;
    }

    private static Finding.Verdict verdict(SubjectFinding finding) {
        if (finding.blocking()) {
            return Finding.Verdict.AILING;
        }
        return finding instanceof SubjectFinding.Unguarded ? Finding.Verdict.NOTE : Finding.Verdict.WELL;
    }
}
