package dev.avitstreams.schemas.topic;

import dev.avitstreams.schemas.topic.TopicFinding.Created;
import dev.avitstreams.schemas.topic.TopicFinding.Missing;
import dev.avitstreams.schemas.topic.TopicFinding.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing and checks those that are there. Never changes an existing topic. Not
 * thread-safe.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final long PROPAGATION_POLL_NANOS = 20_000_000;

    private final Admin admin;
    private final String brokers;
    private final Duration timeout;

    private TopicAdmin(Admin admin, String brokers, Duration timeout) {
        this.admin = admin;
        this.brokers = brokers;
        this.timeout = timeout;
    }

    /** @param kafka client properties: {@code bootstrap.servers}, TLS, SASL */
    public static TopicAdmin connect(Map<String, ?> kafka) {
        return connect(kafka, DEFAULT_TIMEOUT);
    }

    /**
     * @param kafka client properties: {@code bootstrap.servers}, TLS, SASL
     * @param timeout after which an unanswered question is a {@link BrokerUnavailableException}
     */
    public static TopicAdmin connect(Map<String, ?> kafka, Duration timeout) {
        String brokers = String.valueOf(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> properties = new HashMap<>(kafka);
        int millis = Math.toIntExact(timeout.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        try {
            return new TopicAdmin(Admin.create(properties), brokers, timeout);
        } catch (KafkaException e) {
            throw BrokerErrors.notSetUp(brokers, e);
        }
    }

    /** One or more findings a topic, changing nothing. */
    public List<TopicFinding> check(Collection<TopicSpec> topics) {
        Map<String, TopicDescription> existing = describe(topics);
        Map<String, Config> configs = configs(existing.keySet());
        List<TopicFinding> findings = new ArrayList<>();
        for (TopicSpec topic : topics) {
            TopicDescription description = existing.get(topic.name());
            Config config = configs.get(topic.name());
            if (description == null || config == null) {
                findings.add(new Missing(topic.name()));
                continue;
            }
            List<TopicFinding> wrong = TopicRules.violations(topic, config);
            findings.addAll(
                    wrong.isEmpty()
                            ? List.of(new Ready(
                                    topic.name(), description.partitions().size()))
                            : wrong);
        }
        return findings;
    }

    /** Creates what is missing, with the broker's default replication, waits until it can be seen, and checks the rest. */
    public List<TopicFinding> create(Collection<TopicSpec> topics) {
        Set<String> existing = describe(topics).keySet();
        List<TopicSpec> missing =
                topics.stream().filter(t -> !existing.contains(t.name())).toList();
        Set<String> created = new HashSet<>();
        admin.createTopics(missing.stream().map(TopicAdmin::newTopic).toList())
                .values()
                .forEach((name, future) -> await(
                                future.thenApply(nothing -> name),
                                TopicExistsException.class,
                                "creating topic '" + name + "'")
                        .ifPresent(created::add));
        awaitVisible(missing.stream().filter(t -> created.contains(t.name())).toList());
        List<TopicFinding> findings = new ArrayList<>();
        missing.stream()
                .filter(t -> created.contains(t.name()))
                .forEach(t -> findings.add(new Created(t.name(), t.partitions())));
        findings.addAll(
                check(topics.stream().filter(t -> !created.contains(t.name())).toList()));
        return findings;
    }

    /** A topic's setting as the broker applies it, its own default included; empty where there is no such topic. */
    public Optional<String> setting(String topic, String name) {
        return Optional.ofNullable(configs(Set.of(topic)).get(topic))
                .map(config -> config.get(name))
                .map(ConfigEntry::value);
    }

    @Override
    public void close() {
        admin.close(timeout);
    }

    /** The controller answers before the brokers have heard; whoever uses the topic next must not find it missing. */
    private void awaitVisible(Collection<TopicSpec> topics) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (describe(topics).size() < topics.size() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PROPAGATION_POLL_NANOS);
        }
    }

    private static NewTopic newTopic(TopicSpec topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.creationConfigs());
    }

    private Map<String, TopicDescription> describe(Collection<TopicSpec> topics) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(topics.stream().map(TopicSpec::name).toList())
                .topicNameValues()
                .forEach((name, future) -> await(
                                future, UnknownTopicOrPartitionException.class, "describing topic '" + name + "'")
                        .ifPresent(description -> found.put(name, description)));
        return found;
    }

    private Map<String, Config> configs(Collection<String> names) {
        Map<String, Config> found = new HashMap<>();
        admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .forEach((resource, future) -> await(
                                future,
                                UnknownTopicOrPartitionException.class,
                                "reading the settings of topic '" + resource.name() + "'")
                        .ifPresent(config -> found.put(resource.name(), config)));
        return found;
    }

    /** The answer, or empty where the broker answered with {@code expected}. */
    private <T> Optional<T> await(KafkaFuture<T> future, Class<? extends Exception> expected, String doing) {
        try {
            return Optional.of(future.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (expected.isInstance(cause)) {
                return Optional.empty();
            }
            throw BrokerErrors.explained(brokers, doing, cause);
        } catch (TimeoutException e) {
            throw BrokerErrors.explained(brokers, doing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerErrors.explained(brokers, doing, e);
        }
    }
}
