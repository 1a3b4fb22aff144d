package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.registry.SchemaRegistration;
import dev.avitstreams.schemas.registry.SubjectFinding;
import dev.avitstreams.schemas.topic.TopicSpec;
import dev.avitstreams.topology.config.AvitConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avit schemas}. */
@Command(
        name = "schemas",
        header = "Register the Avro schemas of the topics, or check them.",
        subcommands = {SchemasCommand.Register.class, SchemasCommand.Check.class},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit schemas register --config avit.yaml",
            "  avit schemas check --registry http://registry:8081"
        })
final class SchemasCommand extends GroupCommand {

    /** {@code avit schemas register}. */
    @Command(
            name = "register",
            header = "Register this program's schemas, compatibility BACKWARD; an incompatible one is refused.",
            sortOptions = false,
            footer = {"", "Exit code 1 where a schema was refused."})
    static final class Register extends AvitCommand {
        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() throws IOException {
            return report(this, cluster, SchemaRegistration::register);
        }
    }

    /** {@code avit schemas check}. */
    @Command(
            name = "check",
            header = "Check that the registry has this program's schemas, changing nothing.",
            sortOptions = false,
            footer = {"", "Exit code 1 where a schema is missing or incompatible."})
    static final class Check extends AvitCommand {
        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() throws IOException {
            return report(this, cluster, SchemaRegistration::check);
        }
    }

    private static ExitStatus report(
            AvitCommand command,
            ClusterOptions cluster,
            BiFunction<SchemaRegistration, List<TopicSpec>, List<SubjectFinding>> action)
            throws IOException {
        AvitConfig config = cluster.load();
        RegistryConfig registry = config.registry().client();
        if (registry.urls().stream().anyMatch(url -> url.startsWith("mock:"))) {
            throw CommandFailure.usage("A mock:// registry lives and dies with one process: there is nothing to do.");
        }
        try (SchemaRegistryClient client = registry.newClient()) {
            List<SubjectFinding> findings = action.apply(
                    new SchemaRegistration(registry, client),
                    TopicsCommand.withThoseOfModels(config.topicCatalogue().all(), config));
            findings.forEach(finding -> command.out().println((finding.blocking() ? "✗ " : "✓ ") + finding.sentence()));
            return findings.stream().anyMatch(SubjectFinding::blocking) ? ExitStatus.GATE_FAILED : ExitStatus.OK;
        }
    }
}
