package dev.avitstreams.topology.exactlyonce;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transactional producer that refuses to commit outputs without the offsets they came from.
 *
 * <pre>
 * send                     → sends + 1; the sending task's lane is dirty
 * commitTransaction ok     → sends = 0; all lanes clean
 * abortTransaction         → poisoned if sends > 0, for healthy tasks lost outputs they believe in
 * sendOffsetsToTransaction → vetoed if poisoned, or if a dirty lane has no offset among those sent;
 *                            given none at all, those its lanes stand at are sent once more
 * </pre>
 *
 * <p>The last line is about instances that were stopped and replaced. Only where offsets are sent does Kafka check that
 * the producer's thread still belongs to the group. A task that has met no record yet and closes windows by the clock
 * has none to send, and would commit what its successor has long published.
 *
 * <p>A veto is an {@link InvalidProducerEpochException}, which Streams answers with a task migration: a new producer, and
 * everything read again from committed offsets. Not thread-safe, as {@code StreamsProducer} is not: every field belongs
 * to the stream thread.
 */
final class GuardedProducer implements Producer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProducer.class);

    private final Producer<byte[], byte[]> delegate;
    private final TaskLanes lanes;
    private final CommittedOffsets committed;
    private final Runnable onVeto;
    private final Set<TopicPartition> dirty = new HashSet<>();
    private final Set<TopicPartition> punctuated = new HashSet<>();
    private long sends;
    private boolean poisoned;

    GuardedProducer(Producer<byte[], byte[]> delegate, TaskLanes lanes, CommittedOffsets committed, Runnable onVeto) {
        this.delegate = delegate;
        this.lanes = lanes;
        this.committed = committed;
        this.onVeto = onVeto;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        sends++;
        TaskLanes.Scope scope = lanes.current();
        if (scope != null && !scope.needsOffset()) {
            punctuated.add(scope.input());
        }
        if (scope != null && dirty.add(scope.input())) {
            TopicPartition lane = scope.input();
            scope.onComplete(() -> dirty.remove(lane));
        }
        return delegate.send(record, callback);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, (metadata, exception) -> {});
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        if (poisoned) {
            throw veto("an earlier transaction of this producer was aborted after records had been sent");
        }
        for (TopicPartition lane : dirty) {
            if (!offsets.containsKey(lane)) {
                throw veto("records were sent while processing " + lane + " but its offset is not part of the commit");
            }
        }
        delegate.sendOffsetsToTransaction(
                offsets.isEmpty() && !punctuated.isEmpty() ? standing(groupMetadata) : offsets, groupMetadata);
    }

    /** Where the lanes stand: committing it again moves nothing, but makes Kafka check the membership. */
    private Map<TopicPartition, OffsetAndMetadata> standing(ConsumerGroupMetadata groupMetadata) {
        try {
            return committed.of(groupMetadata.groupId(), punctuated);
        } catch (KafkaException e) {
            throw veto("it holds no offset, and whether its thread still belongs to the group cannot be checked: "
                    + e.getMessage());
        }
    }

    private InvalidProducerEpochException veto(String reason) {
        onVeto.run();
        LOG.warn("Vetoed a transaction, its frames will be read again from committed offsets: {}", reason);
        return new InvalidProducerEpochException("Transaction vetoed: " + reason);
    }

    @Override
    public void commitTransaction() {
        delegate.commitTransaction();
        sends = 0;
        dirty.clear();
        punctuated.clear();
    }

    @Override
    public void abortTransaction() {
        poisoned |= sends > 0;
        sends = 0;
        delegate.abortTransaction();
    }

    @Override
    public void initTransactions() {
        delegate.initTransactions();
    }

    @Override
    public void beginTransaction() {
        delegate.beginTransaction();
    }

    @Override
    public void flush() {
        delegate.flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return delegate.partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return delegate.metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return delegate.clientInstanceId(timeout);
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        delegate.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        delegate.unregisterMetricFromSubscription(metric);
    }

    @Override
    public void close() {
        delegate.close();
    }

    @Override
    public void close(Duration timeout) {
        delegate.close(timeout);
    }
}
