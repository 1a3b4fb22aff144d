package dev.avitstreams.topology.rollout;

import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic of models for one application, in no consumer group, from its beginning, and tells the last word for
 * each role whenever it has changed. A broker that is gone is waited for; then the topic is read anew, and what was told
 * already is not told again.
 *
 * <p>Owns one thread, and on it the consumer.
 */
public final class ModelWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final String applicationId;
    private final Deserializer<ModelAnnouncement> deserializer;
    private final Announced announced;
    private final Duration retry;
    private final Thread thread = new Thread(this::watch, "avit-model-watcher");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch firstLook = new CountDownLatch(1);

    /** What was told last. Of the thread. */
    private final Map<ModelRole, Optional<ModelAnnouncement>> told = new EnumMap<>(ModelRole.class);

    /** What keeps it from reading, to be logged once. Of the thread. */
    private String trouble = "";

    private volatile @Nullable Consumer<byte[], byte[]> current;

    /** Takes the last word for a role; empty once it was taken back. On the watcher's thread: be quick. */
    @FunctionalInterface
    public interface Announced {
        void announced(ModelRole role, Optional<ModelAnnouncement> announcement);
    }

    /**
     * Not yet started.
     *
     * @param consumers make consumers of committed records, in no group; closed here
     * @param retry pause after a failure, or while there is no topic
     */
    public ModelWatcher(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            String applicationId,
            Deserializer<ModelAnnouncement> deserializer,
            Announced announced,
            Duration retry) {
        this.consumers = consumers;
        this.topic = topic;
        this.applicationId = applicationId;
        this.deserializer = deserializer;
        this.announced = announced;
        this.retry = retry;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * Waits until everything that had been announced before has been told, or it is certain that nothing was.
     *
     * @return false where that could not be found out within that time
     */
    public boolean awaitFirstLook(Duration atMost) throws InterruptedException {
        return firstLook.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void watch() {
        try {
            while (!isClosing()) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    current = consumer;
                    follow(consumer);
                } catch (WakeupException e) {
                    LOG.debug("Woken up");
                } catch (RuntimeException e) {
                    trouble("Announcements of models cannot be read, trying again: " + e.getMessage());
                    LOG.debug("The failure in full", e);
                }
                boolean ignored = closing.await(retry.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            trouble("There is no topic '" + topic
                    + "', so no announced model is taken; 'avit topics create' makes it.");
            firstLook.countDown();
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<ModelRole, Optional<ModelAnnouncement>> last = new EnumMap<>(ModelRole.class);
        while (!isClosing()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read(record, last);
            }
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                tell(last);
                firstLook.countDown();
                trouble = "";
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record, Map<ModelRole, Optional<ModelAnnouncement>> last) {
        Optional<ModelRole> role = ModelRole.ofKey(record.key(), applicationId);
        if (role.isEmpty()) {
            return;
        }
        try {
            last.put(
                    role.get(),
                    record.value() == null
                            ? Optional.empty()
                            : Optional.of(deserializer.deserialize(topic, record.value())));
        } catch (UnreadableRecordException e) {
            LOG.warn(
                    "An announcement was left out topic={} partition={} offset={}: {}",
                    topic,
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void tell(Map<ModelRole, Optional<ModelAnnouncement>> last) {
        last.forEach((role, announcement) -> {
            if (!announcement.equals(told.get(role))) {
                told.put(role, announcement);
                announced.announced(role, announcement);
            }
        });
    }

    private void trouble(String sentence) {
        if (!isClosing() && !sentence.equals(trouble)) {
            LOG.info(sentence);
            trouble = sentence;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
