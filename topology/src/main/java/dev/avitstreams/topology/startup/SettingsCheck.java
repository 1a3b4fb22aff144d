package dev.avitstreams.topology.startup;

import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.startup.CheckResult.Advice;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Whether the configuration's own and Kafka's settings fit together. Pure: asks nobody. */
final class SettingsCheck {

    private final AvitConfig config;
    private final List<CheckResult> results = new ArrayList<>();

    private SettingsCheck(AvitConfig config) {
        this.config = config;
    }

    static List<CheckResult> run(AvitConfig config) {
        SettingsCheck check = new SettingsCheck(config);
        check.kafkaValues();
        if (check.results.isEmpty()) {
            check.batchCanFill();
            check.deadLetterFits();
            check.frameFitsAFetch();
            check.batchClosesInTime();
        }
        return check.results;
    }

    /** Kafka's own rules, before a client fails on them. */
    private void kafkaValues() {
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.streams(config));
        try {
            StreamsConfig streams = new QuietStreamsConfig(properties);
            validate(ConsumerConfig.configDef(), streams.getMainConsumerConfigs("group", "client", 0));
            validate(ProducerConfig.configDef(), streams.getProducerConfigs("client"));
        } catch (ConfigException | IllegalArgumentException invalid) {
            refuse("Kafka refuses the properties under kafka: " + invalid.getMessage() + ".");
        }
    }

    private void validate(ConfigDef definitions, Map<String, Object> properties) {
        definitions.validateAll(texts(definitions, properties)).values().stream()
                .filter(value -> properties.containsKey(value.name()))
                .flatMap(value -> value.errorMessages().stream())
                .forEach(message -> refuse("Kafka refuses a property under kafka: " + message + "."));
    }

    /** Only what is given as text can have come from the file; the rest Streams set itself. */
    private static Map<String, String> texts(ConfigDef definitions, Map<String, Object> properties) {
        Map<String, String> texts = new java.util.HashMap<>();
        properties.forEach((key, value) -> {
            if (value instanceof String text && definitions.names().contains(key)) {
                texts.put(key, text);
            }
        });
        return texts;
    }

    private void batchCanFill() {
        int polled = Integer.parseInt(StreamsSettings.mainConsumerValue(config, "max.poll.records"));
        long inView = Math.min((long) polled * config.threads(), config.batch().maxInFlight());
        String reach =
                config.threads() + " threads poll up to " + polled + " records each (kafka: max.poll.records), and"
                        + " batch.max-in-flight is " + config.batch().maxInFlight() + ", so at most " + inView
                        + " frames are in view at once";
        if (inView < config.batch().maxSize()) {
            refuse("A batch of batch.max-size " + config.batch().maxSize() + " can never fill: " + reach
                    + ". Lower batch.max-size to " + inView + ", or raise max.poll.records or threads.");
        } else {
            results.add(new Passed(
                    StartupCheck.SETTINGS,
                    "A batch of " + config.batch().maxSize() + " frames can fill: " + reach + "."));
        }
    }

    private void deadLetterFits() {
        long needed = config.frames().maxBytes().bytes()
                + TopicCatalogue.FRAME_OVERHEAD_BYTES
                + TopicCatalogue.DEAD_LETTER_OVERHEAD_BYTES;
        for (String name : List.of("max.request.size", "buffer.memory")) {
            long value = Long.parseLong(StreamsSettings.producerValue(config, name));
            if (value < needed) {
                refuse("kafka: producer." + name + " is " + value + ", must be at least " + needed
                        + ": a rejected frame is sent on whole, and frames.max-bytes is "
                        + config.frames().maxBytes() + ".");
            }
        }
    }

    private void frameFitsAFetch() {
        long record = config.frames().maxBytes().bytes() + TopicCatalogue.FRAME_OVERHEAD_BYTES;
        for (String name : List.of("fetch.max.bytes", "max.partition.fetch.bytes")) {
            long value = Long.parseLong(StreamsSettings.mainConsumerValue(config, name));
            if (value < record) {
                results.add(new Advice(
                        StartupCheck.SETTINGS,
                        "kafka: consumer." + name + " is " + value + ", less than the largest frame's " + record
                                + " bytes: such frames are fetched one by one. Raise it, or leave it out."));
            }
        }
    }

    /** Else choosing by load would take frames for late that only wait for their batch. */
    private void batchClosesInTime() {
        Duration delay = config.batch().maxDelay();
        Duration objective = config.elastic().latencyObjective();
        if (config.model().isElastic() && delay.compareTo(objective.dividedBy(2)) >= 0) {
            refuse("batch.max-delay is " + delay.toMillis()
                    + "ms, must be below half of elastic.latency-objective, which"
                    + " is " + objective.toMillis() + "ms, while model.operating-point is elastic: a frame that only"
                    + " waits for its batch would count as late. Lower batch.max-delay, or raise"
                    + " elastic.latency-objective.");
        }
    }

    private void refuse(String sentence) {
        results.add(new Refused(StartupCheck.SETTINGS, sentence));
    }

    /** Without the hundred lines of values in the log. */
    private static final class QuietStreamsConfig extends StreamsConfig {
        QuietStreamsConfig(Properties properties) {
            super(properties, false);
        }
    }
}
