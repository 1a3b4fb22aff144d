package dev.avitstreams.topology.config;

import dev.avitstreams.schemas.topic.ModelTopics;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration of the service, immutable. Its components are the sections and settings of the file, in
 * kebab-case.
 */
public record AvitConfig(
        @Setting(
                value = "Name of the application: its consumer group, and the prefix of its transactional ids and"
                        + " internal topics. The same for all instances that share the work.",
                byDefault = "avit-streams")
        String applicationId,

        @Setting(
                value = "What consumers of the results may rely on. exactly_once_v2: one outcome for each frame."
                        + " at_least_once: lowest latency, repeats after a failure.",
                byDefault = "exactly_once_v2")
        ProcessingGuarantee processingGuarantee,

        @Setting(
                value =
                        "Stream threads. One that waits for a frame takes up no new ones of its partitions: with a thread"
                                + " for each partition the instance has, no frame waits for another partition's. Threads beyond"
                                + " that idle. On few cores that are full, fewer may do better.",
                byDefault = "8",
                range = "1 to 64")
        int threads,

        @Setting(
                value = "Folder for local state. Keep it over a restart; give each instance on one machine its"
                        + " own.",
                byDefault = "~/.local/state/avit-streams")
        Path stateDir,

        @Setting("Where frames come from and where results go.")
        TopicsSection topics,

        @Setting("The network that answers.") ModelSection model,

        @Setting("Models that running instances change to, or run as a shadow, when they are announced.")
        ModelsSection models,

        @Setting("How the model is run.") OperatorSection operator,

        @Setting("What model.operating-point: elastic chooses among by load, and what for.")
        ElasticSection elastic,

        @Setting("How frames gather into micro-batches.") BatchSection batch,

        @Setting("Which frames are accepted; what is refused becomes a dead letter.")
        FramesSection frames,

        @Setting("The windows of the halting summaries.") SummariesSection summaries,
        @Setting("The schema registry.") RegistrySection registry,

        @Setting("Where health, metrics and the effective configuration are served.")
        HttpSection http,

        @Setting("What is measured.") MetricsSection metrics,

        @Setting("Any property of Kafka Streams or its clients, passed on as it is. bootstrap.servers is required."
                + " Prefixes such as main.consumer. and producer. work as in Kafka Streams.")
        Map<String, String> kafka) {

    /** Of {@code threads}. */
    public static final int MOST_THREADS = 64;

    public AvitConfig {
        Check.kafkaName("application-id", applicationId);
        Check.range("threads", threads, 1, MOST_THREADS);
        topics.requireDifferent(models.takesAnnouncements());
        kafka = Map.copyOf(kafka);
        KafkaOverrides.check(kafka);
        if (frames.maxBytes().compareTo(batch.maxBytes()) > 0) {
            throw new InvalidSettingException(
                    "batch.max-bytes",
                    "is " + batch.maxBytes() + ", must be at least frames.max-bytes, which is " + frames.maxBytes());
        }
        StreamsSettings.checkTimeouts(processingGuarantee, operator, kafka);
    }

    /**
     * Reads a configuration file.
     *
     * @param environment overrides {@code AVIT_…} and the values of <code>${env:NAME}</code>; usually {@link
     *     System#getenv()}
     * @throws ConfigException naming everything that is wrong with it
     */
    public static AvitConfig load(Path file, Map<String, String> environment) {
        return ConfigLoader.load(file, environment);
    }

    /** As {@link #load}, from the file's text. */
    public static AvitConfig parse(String yaml, Map<String, String> environment) {
        return ConfigLoader.parse("configuration", yaml, environment);
    }

    /** The defaults with the two addresses that have none; change it with {@link #parse} or the environment. */
    public static AvitConfig defaults(String bootstrapServers, List<String> registryUrls) {
        return ConfigLoader.defaults(bootstrapServers, registryUrls);
    }

    /** The four topics under their configured names, sized for the configured frame limit. */
    public TopicCatalogue topicCatalogue() {
        return TopicCatalogue.of(topics.names(), frames.maxBytes().intBytes());
    }

    /** The topics of announced models and of shadows; none where no announcement is taken. */
    public List<TopicSpec> modelTopics() {
        return models.takesAnnouncements()
                ? ModelTopics.of(topics.models(), topics.shadowComparisons()).all()
                : List.of();
    }

    /** The whole configuration as YAML, defaults filled in and secrets redacted. */
    public String effective() {
        return EffectiveYaml.render(this);
    }

    /** As {@link #effective}: never a secret. */
    @Override
    public String toString() {
        return effective();
    }
}
