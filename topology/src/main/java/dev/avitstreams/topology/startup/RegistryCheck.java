package dev.avitstreams.topology.startup;

import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.registry.RegistryException;
import dev.avitstreams.schemas.registry.SchemaRegistration;
import dev.avitstreams.schemas.registry.SubjectFinding;
import dev.avitstreams.schemas.topic.TopicSpec;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.startup.CheckResult.Advice;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Refused;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import java.util.ArrayList;
import java.util.List;

/** Whether the registry answers and has our schemas, or takes them. */
final class RegistryCheck {

    private RegistryCheck() {}

    /** @param maySet register what is missing, if the configuration has it so */
    static List<CheckResult> run(AvitConfig config, boolean maySet) {
        boolean automatic = config.registry().autoRegister();
        RegistryConfig registry = config.registry().client();
        List<TopicSpec> topics = config.topicCatalogue().all();
        try (AvroSerdes serdes = new AvroSerdes(registry)) {
            SchemaRegistration registration = new SchemaRegistration(registry, serdes.client());
            List<CheckResult> results = new ArrayList<>();
            ask(registration, topics, automatic && maySet).forEach(finding -> results.add(result(finding, automatic)));
            ask(registration, config.modelTopics(), automatic && maySet)
                    .forEach(finding -> results.add(optional(result(finding, automatic))));
            return results;
        } catch (RegistryException unavailable) {
            return List.of(new Waiting(StartupCheck.REGISTRY, String.valueOf(unavailable.getMessage())));
        } catch (RuntimeException unusable) {
            return List.of(refused(registry, unusable));
        }
    }

    private static List<SubjectFinding> ask(SchemaRegistration registration, List<TopicSpec> topics, boolean register) {
        return register ? registration.register(topics) : registration.check(topics);
    }

    /** Frames are classified without it, by the model that is configured. */
    private static CheckResult optional(CheckResult result) {
        return result instanceof Waiting waiting
                ? new Advice(
                        StartupCheck.REGISTRY,
                        waiting.sentence() + " Until then no announced model is taken (models.roots).")
                : result;
    }

    /** Whether a client can be made of the settings: key stores that open, classes that exist. Asks nobody. */
    static List<CheckResult> client(RegistryConfig registry) {
        try (AvroSerdes serdes = new AvroSerdes(registry)) {
            serdes.imageEvents().close();
            return List.of();
        } catch (RuntimeException unusable) {
            return List.of(refused(registry, unusable));
        }
    }

    private static Refused refused(RegistryConfig registry, RuntimeException unusable) {
        return new Refused(
                StartupCheck.REGISTRY,
                "The client of the registry at " + registry.describe() + " cannot be set up: " + reason(unusable)
                        + ". Check registry.properties.");
    }

    /** The client wraps what matters, the file that is missing, in what does not. */
    private static String reason(RuntimeException unusable) {
        Throwable deepest = unusable;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest == unusable ? String.valueOf(unusable.getMessage()) : deepest.toString();
    }

    private static CheckResult result(SubjectFinding finding, boolean automatic) {
        boolean curedAtStart =
                finding instanceof SubjectFinding.Missing || finding instanceof SubjectFinding.Compatible;
        if (automatic && curedAtStart) {
            return new Advice(
                    StartupCheck.REGISTRY,
                    finding.sentence() + " The service does so when it starts, as registry.auto-register is true.");
        }
        if (finding.blocking()) {
            return new Waiting(StartupCheck.REGISTRY, finding.sentence());
        }
        return finding instanceof SubjectFinding.Unguarded
                ? new Advice(StartupCheck.REGISTRY, finding.sentence())
                : new Passed(StartupCheck.REGISTRY, finding.sentence());
    }
}
