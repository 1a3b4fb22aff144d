package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicFinding;
import dev.avitstreams.schemas.topic.TopicSpec;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit topics}. */
@Command(
        name = "topics",
        header = "Create the topics on a cluster, or check them.",
        subcommands = {TopicsCommand.Create.class, TopicsCommand.Check.class},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit topics create --config avit.yaml",
            "  avit topics check --bootstrap kafka:9092"
        })
final class TopicsCommand extends GroupCommand {

    /** {@code avit topics create}. */
    @Command(
            name = "create",
            header = "Create the topics that are missing; check the others, changing nothing.",
            sortOptions = false,
            footer = {"", "Exit code 1 where an existing topic does not suit."})
    static final class Create extends AvitCommand {
        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "Of the topics to be created; the most instances that can share the work. Default: 8.")
        private @Nullable Integer partitions;

        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() {
            if (partitions != null && (partitions < 1 || partitions > 10_000)) {
                throw CommandFailure.usage("--partitions is " + partitions + ", must be from 1 to 10000.");
            }
            AvitConfig config = cluster.load();
            TopicCatalogue catalogue = config.topicCatalogue();
            TopicCatalogue wanted = partitions == null ? catalogue : catalogue.withPartitions(partitions);
            try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
                return report(this, admin.create(withThoseOfModels(wanted.all(), config)));
            }
        }
    }

    /** {@code avit topics check}. */
    @Command(
            name = "check",
            header = "Check that the topics exist and let the largest frame pass.",
            sortOptions = false,
            footer = {"", "Exit code 1 where a topic is missing or does not suit."})
    static final class Check extends AvitCommand {
        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() {
            AvitConfig config = cluster.load();
            try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
                return report(
                        this,
                        admin.check(withThoseOfModels(config.topicCatalogue().all(), config)));
            }
        }
    }

    /** The topics of models only where announcements are taken. */
    static List<TopicSpec> withThoseOfModels(List<TopicSpec> topics, AvitConfig config) {
        return Stream.concat(topics.stream(), config.modelTopics().stream()).toList();
    }

    private static ExitStatus report(AvitCommand command, List<TopicFinding> findings) {
        findings.forEach(finding -> command.out().println((finding.blocking() ? "✗ " : "✓ ") + finding.sentence()));
        return findings.stream().anyMatch(TopicFinding::blocking) ? ExitStatus.GATE_FAILED : ExitStatus.OK;
    }
}
