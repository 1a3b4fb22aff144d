package dev.avitstreams.topology.config;

import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/**
 * From a configuration to the properties of Kafka Streams and of plain clients.
 *
 * <p>Our presets come first, the user's {@code kafka:} section wins over them, and what the rest of the configuration
 * decides (application id, guarantee, threads) wins over both.
 */
public final class StreamsSettings {

    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final int FEWEST_POLLED = 8;
    private static final int MOST_POLLED = 64;

    private StreamsSettings() {}

    /** One of our defaults for Kafka, and why. */
    record Preset(String key, String value, String reason) {}

    /** The properties to start Kafka Streams with. */
    public static Map<String, Object> streams(AvitConfig config) {
        Map<String, Object> properties = new LinkedHashMap<>();
        boolean classic =
                !config.kafka().getOrDefault("group.protocol", "classic").equalsIgnoreCase("streams");
        for (Preset preset : presets(config)) {
            boolean brokerDecides =
                    preset.key().endsWith("session.timeout.ms") || preset.key().endsWith("heartbeat.interval.ms");
            if (!overridden(preset.key(), config.kafka()) && (classic || !brokerDecides)) {
                properties.put(preset.key(), preset.value());
            }
        }
        properties.putAll(config.kafka());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                config.processingGuarantee().configValue());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        return properties;
    }

    /** What the main consumer will be given: the most specific of the prefixed properties, or Kafka's own default. */
    public static String mainConsumerValue(AvitConfig config, String name) {
        return value(config, name, ConsumerConfig.configDef(), "main.consumer.", "consumer.", "");
    }

    /** What the producer will be given, in the same way. */
    public static String producerValue(AvitConfig config, String name) {
        return value(config, name, ProducerConfig.configDef(), "producer.", "");
    }

    private static String value(AvitConfig config, String name, ConfigDef definitions, String... prefixes) {
        Map<String, Object> properties = streams(config);
        for (String prefix : prefixes) {
            Object value = properties.get(prefix + name);
            if (value != null) {
                return value.toString();
            }
        }
        return String.valueOf(definitions.defaultValues().get(name));
    }

    /** The properties of an administration client for the same cluster. */
    public static Map<String, Object> admin(AvitConfig config) {
        return client(config, "admin.", AdminClientConfig.configNames());
    }

    /** The properties of a plain producer for the same cluster; serializers are the caller's. */
    public static Map<String, Object> producer(AvitConfig config) {
        return client(config, "producer.", ProducerConfig.configNames());
    }

    /**
     * The properties of a plain consumer for the same cluster; group and deserializers are the caller's. Without the group's
     * protocol: that of Streams is none of a plain consumer's.
     */
    public static Map<String, Object> consumer(AvitConfig config) {
        Map<String, Object> properties = client(config, "consumer.", ConsumerConfig.configNames());
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        return properties;
    }

    private static Map<String, Object> client(AvitConfig config, String prefix, Set<String> names) {
        Map<String, Object> properties = new LinkedHashMap<>();
        config.kafka().forEach((key, value) -> {
            if (names.contains(key)) {
                properties.put(key, value);
            }
        });
        config.kafka().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.put(key.substring(prefix.length()), value);
            }
        });
        return properties;
    }

    /** Our defaults, of which some follow from the size of a frame, how long one may take, or how many are under way. */
    static List<Preset> presets(AvitConfig config) {
        long record = config.frames().maxBytes().bytes() + TopicCatalogue.FRAME_OVERHEAD_BYTES;
        long fetch = Math.max(DataSize.ofMebibytes(4).bytes(), record);
        long request = Math.max(DataSize.ofMebibytes(16).bytes(), 2 * record);
        long poll = Math.max(60_000, 3 * config.operator().timeout().toMillis());
        List<Preset> presets = new ArrayList<>();
        presets.add(
                new Preset(
                        "commit.interval.ms",
                        "200",
                        "under load; a thread that has caught up commits at once, and read_committed consumers see its labels"));
        presets.add(
                new Preset("poll.ms", "50", "bounds how late a summary's window closes; frames end the wait at once"));
        presets.add(new Preset(
                "producer.linger.ms", "5", "a frame's label and state in one request; the usual 100 delays labels"));
        presets.add(new Preset(
                "producer.transaction.timeout.ms",
                String.valueOf(TRANSACTION_TIMEOUT.toMillis()),
                "bounds how long a crash holds back read_committed consumers"));
        presets.add(
                new Preset("consumer.session.timeout.ms", "6000", "time until others take over from a crashed one"));
        presets.add(new Preset("consumer.heartbeat.interval.ms", "2000", "a third of the session timeout"));
        presets.add(new Preset(
                "consumer.default.api.timeout.ms",
                "15000",
                "a question that was lost with its broker is asked again; a task that starts waited a minute for its"
                        + " committed offsets"));
        presets.add(new Preset(
                "consumer.max.poll.interval.ms",
                String.valueOf(poll),
                "how long a rebalance may wait for a member that is gone; after a broker's crash it waited the usual five"
                        + " minutes"));
        for (String name : List.of("fetch.max.bytes", "max.partition.fetch.bytes")) {
            presets.add(
                    new Preset(
                            "consumer." + name,
                            String.valueOf(fetch),
                            "the largest frame, or many; each thread keeps a native buffer as large as the largest fetch it ever read"));
            presets.add(new Preset(
                    "restore.consumer." + name,
                    String.valueOf(DataSize.ofMebibytes(1).bytes()),
                    "records of state are small, and each thread keeps such a buffer for them too"));
        }
        presets.add(new Preset(
                "consumer.max.poll.records",
                String.valueOf(pollRecords(config)),
                "how far the look-ahead sees; a thread polls again, and so takes part in a rebalance, only when they are"
                        + " done, and nobody commits before that"));
        presets.add(new Preset("buffered.records.per.partition", "32", "frames kept back for each partition"));
        presets.add(
                new Preset(
                        "rocksdb.config.setter",
                        BoundedRocksDb.class.getName(),
                        "about 32 MiB of native memory for all state stores together; by Kafka's defaults up to 98 MiB for each"));
        presets.add(new Preset(
                "producer.max.request.size",
                String.valueOf(request),
                "a dead letter carries the whole frame, even one over the limit"));
        presets.add(new Preset(
                "producer.buffer.memory",
                String.valueOf(Math.max(DataSize.ofMebibytes(32).bytes(), 2 * request)),
                "two of the largest requests"));
        return List.copyOf(presets);
    }

    /**
     * All threads together twice what may be under way: enough to keep it full, few enough to be done soon. Yet a batch, so
     * that one partition can fill it.
     */
    private static int pollRecords(AvitConfig config) {
        int share = (2 * config.batch().maxInFlight() + config.threads() - 1) / config.threads();
        return Math.max(
                FEWEST_POLLED,
                Math.min(MOST_POLLED, Math.max(share, config.batch().maxSize())));
    }

    /** Without this, our prefixed preset would beat a user's property that has no prefix. */
    private static boolean overridden(String key, Map<String, String> kafka) {
        return kafka.containsKey(key) || kafka.containsKey(KafkaOverrides.withoutPrefix(key));
    }

    /** A frame's wait must end before its transaction does. */
    static void checkTimeouts(ProcessingGuarantee guarantee, OperatorSection operator, Map<String, String> kafka) {
        if (guarantee != ProcessingGuarantee.EXACTLY_ONCE_V2) {
            return;
        }
        String text = kafka.getOrDefault(
                "producer.transaction.timeout.ms",
                kafka.getOrDefault("transaction.timeout.ms", String.valueOf(TRANSACTION_TIMEOUT.toMillis())));
        long transactionMillis = (Integer) number("kafka.producer.transaction.timeout.ms", text);
        if (operator.timeout().toMillis() >= transactionMillis) {
            throw new InvalidSettingException(
                    "operator.timeout",
                    "is " + Durations.format(operator.timeout()) + ", must be below the transaction timeout of "
                            + transactionMillis + "ms (kafka: producer.transaction.timeout.ms)");
        }
    }

    private static Object number(String path, String text) {
        try {
            return Scalars.parse(int.class, text);
        } catch (IllegalArgumentException invalid) {
            throw new InvalidSettingException(path, "is '" + text + "', " + invalid.getMessage());
        }
    }
}
