package dev.avitstreams.topology.exactlyonce;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks the cluster, through a client made for one question: it is asked for a task that closes windows before it has met
 * its first record, so once in a while after a rebalance.
 */
final class AdminCommittedOffsets implements CommittedOffsets {
    /** Below the transaction timeout, which goes on while we ask. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> clientConfig;

    /** @param clientConfig of any client of the same cluster */
    AdminCommittedOffsets(Map<String, Object> clientConfig) {
        this.clientConfig = new HashMap<>(clientConfig);
        this.clientConfig.keySet().retainAll(AdminClientConfig.configNames());
        this.clientConfig.remove(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG);
        this.clientConfig.remove(AdminClientConfig.CLIENT_ID_CONFIG);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> of(String group, Set<TopicPartition> partitions) {
        try (Admin admin = Admin.create(clientConfig)) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                            // The call's own limit too: closing the client waits for calls that are still open.
                            new ListConsumerGroupOffsetsOptions()
                                    .requireStable(true)
                                    .timeoutMs((int) TIMEOUT.toMillis()))
                    .partitionsToOffsetAndMetadata(group)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(offsets);
            known.values().removeIf(offset -> offset == null);
            return known;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The committed offsets of " + partitions + " could not be had: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
