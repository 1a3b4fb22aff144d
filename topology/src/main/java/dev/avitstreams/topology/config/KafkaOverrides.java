package dev.avitstreams.topology.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Refuses Kafka properties under which the service could not keep its promises, each with what to do instead. */
final class KafkaOverrides {

    private static final List<String> PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private static final String HANDLERS =
            "must not be set: a handler that carries on would lose frames without a trace;"
                    + " bad frames already become dead letters";
    private static final String COMMITS = "must not be set: Kafka Streams commits offsets together with results";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("application.id", "must not be set here; use application-id"),
            Map.entry("group.id", "must not be set; the group is named by application-id"),
            Map.entry("transactional.id", "must not be set; it is made from application-id"),
            Map.entry("processing.guarantee", "must not be set here; use processing-guarantee"),
            Map.entry("isolation.level", "must not be set; it follows from processing-guarantee"),
            Map.entry("num.stream.threads", "must not be set here; use threads"),
            Map.entry("state.dir", "must not be set here; use state-dir"),
            Map.entry("enable.auto.commit", COMMITS),
            Map.entry("auto.commit.interval.ms", COMMITS),
            Map.entry("default.client.supplier", "must not be set: the service's own watches every transaction"),
            Map.entry("errors.dead.letter.queue.topic.name", "must not be set here; use topics.dead-letters"),
            Map.entry(
                    "statestore.cache.max.bytes",
                    "must not be set: it is 0 here, so that each result is sent while its own frame is processed"),
            Map.entry(
                    "cache.max.bytes.buffering",
                    "must not be set: it is 0 here, so that each result is sent while its own frame is processed"),
            Map.entry("processing.exception.handler", HANDLERS),
            Map.entry("production.exception.handler", HANDLERS),
            Map.entry("deserialization.exception.handler", HANDLERS),
            Map.entry("default.production.exception.handler", HANDLERS),
            Map.entry("default.deserialization.exception.handler", HANDLERS));

    /** Every property Kafka's own clients know, without prefixes. */
    private static final Set<String> KNOWN = known();

    private KafkaOverrides() {}

    static void check(Map<String, String> kafka) {
        if (kafka.getOrDefault("bootstrap.servers", "").isBlank()) {
            throw new InvalidSettingException(
                    "kafka.bootstrap.servers",
                    "is missing; give the brokers, for example kafka: {bootstrap.servers: localhost:9092}");
        }
        new TreeMap<>(kafka).forEach(KafkaOverrides::check);
    }

    private static void check(String key, String value) {
        String path = "kafka." + key;
        String name = withoutPrefix(key);
        String refusal = REFUSED.get(name);
        if (refusal != null) {
            throw new InvalidSettingException(path, refusal);
        }
        boolean ofMainConsumer = key.equals(name) || key.startsWith("consumer.") || key.startsWith("main.consumer.");
        if (name.equals("interceptor.classes") && ofMainConsumer) {
            throw new InvalidSettingException(
                    path,
                    "must not be set: the service's own interceptor stands there, by which batches form across"
                            + " partitions; use producer.interceptor.classes for a producer's");
        }
        if (name.equals("acks") && !value.equals("all") && !value.equals("-1")) {
            throw new InvalidSettingException(
                    path, "is " + value + ", must be all: with less, a result can be lost when a broker fails");
        }
        if (name.equals("enable.idempotence") && !value.equals("true")) {
            throw new InvalidSettingException(
                    path, "is " + value + ", must be true: without it results can be doubled or change order");
        }
        if (!KNOWN.contains(name)) {
            Suggestions.slip(name, KNOWN).ifPresent(meant -> {
                throw new InvalidSettingException(path, "is no property of Kafka, did you mean " + meant + "?");
            });
        }
    }

    /** Properties refused whatever their value. */
    static Set<String> refusedKeys() {
        return REFUSED.keySet();
    }

    /** The property's own name, without the client it is meant for. */
    static String withoutPrefix(String key) {
        return PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }

    private static Set<String> known() {
        Set<String> names = new HashSet<>(StreamsConfig.configDef().names());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return Set.copyOf(names);
    }
}
