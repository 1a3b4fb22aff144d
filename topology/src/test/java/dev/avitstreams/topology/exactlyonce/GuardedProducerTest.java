package dev.avitstreams.topology.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka's own MockProducer enforces the order of transactional calls; the guard sits on top. */
class GuardedProducerTest {
    private static final TopicPartition LANE_0 = new TopicPartition("frames", 0);
    private static final TopicPartition LANE_1 = new TopicPartition("frames", 1);

    private final TaskLanes lanes = new TaskLanes();
    private final AtomicInteger vetoes = new AtomicInteger();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private boolean clusterAnswers = true;
    private final GuardedProducer producer =
            new GuardedProducer(kafka, lanes, this::committed, vetoes::incrementAndGet);

    @BeforeEach
    void begin() {
        producer.initTransactions();
        producer.beginTransaction();
    }

    @Test
    void commitsOutputsThatComeWithTheirOffsets() {
        process(LANE_0);
        process(LANE_1);
        commit(LANE_0, LANE_1);
        assertThat(kafka.history()).hasSize(2);
        assertThat(vetoes).hasValue(0);
    }

    @Test
    void vetoesOutputsWhoseOffsetIsMissing() {
        process(LANE_0);
        process(LANE_1);
        assertThatThrownBy(() -> commit(LANE_0))
                .isInstanceOf(InvalidProducerEpochException.class)
                .hasMessageContaining("frames-1");
        assertThat(kafka.history()).isEmpty();
        assertThat(vetoes).hasValue(1);
    }

    @Test
    void vetoesEveryCommitAfterAnAbortThatTookOutputsWithIt() {
        process(LANE_0);
        producer.abortTransaction();
        producer.beginTransaction();
        assertThatThrownBy(() -> commit(LANE_0)).isInstanceOf(InvalidProducerEpochException.class);
    }

    @Test
    void allowsCommitsAfterAnAbortOfNothing() {
        producer.abortTransaction();
        producer.beginTransaction();
        process(LANE_0);
        commit(LANE_0);
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void startsEachTransactionClean() {
        process(LANE_0);
        commit(LANE_0);
        producer.beginTransaction();
        process(LANE_1);
        commit(LANE_1);
        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void letsACompletedPunctuationCommitWithoutAnOffset() {
        punctuate(LANE_0);
        commit();
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void sendsWhereALaneStandsWhenAPunctuationIsAllThereIs() {
        OffsetAndMetadata stand = new OffsetAndMetadata(41, "of Streams");
        committed.put(LANE_0, stand);
        committed.put(LANE_1, new OffsetAndMetadata(7));
        punctuate(LANE_0);

        commit();

        assertThat(kafka.consumerGroupOffsetsHistory()).containsExactly(Map.of("group", Map.of(LANE_0, stand)));
    }

    @Test
    void doesNotAskWhereItStandsWhenOffsetsComeAnyway() {
        clusterAnswers = false;
        punctuate(LANE_0);
        process(LANE_1);

        commit(LANE_1);

        assertThat(vetoes).hasValue(0);
    }

    @Test
    void vetoesAPunctuationWhoseMembershipCannotBeChecked() {
        clusterAnswers = false;
        punctuate(LANE_0);

        assertThatThrownBy(this::commit).isInstanceOf(InvalidProducerEpochException.class);
        assertThat(vetoes).hasValue(1);
    }

    @Test
    void forgetsPunctuationsOfEarlierTransactions() {
        punctuate(LANE_0);
        commit();
        producer.beginTransaction();
        clusterAnswers = false;

        commit();

        assertThat(vetoes).hasValue(0);
    }

    @Test
    void vetoesAPunctuationThatBrokeOffHalfWay() {
        try (TaskLanes.Scope scope = lanes.punctuating(LANE_0)) {
            send();
        }
        assertThatThrownBy(() -> commit(LANE_1)).isInstanceOf(InvalidProducerEpochException.class);
    }

    @Test
    void keepsALaneDirtyThatWasSoBeforeThePunctuation() {
        process(LANE_0);
        punctuate(LANE_0);
        assertThatThrownBy(this::commit).isInstanceOf(InvalidProducerEpochException.class);
    }

    private void process(TopicPartition input) {
        try (TaskLanes.Scope scope = lanes.processing(input)) {
            send();
            scope.complete();
        }
    }

    private void punctuate(TopicPartition input) {
        try (TaskLanes.Scope scope = lanes.punctuating(input)) {
            send();
            scope.complete();
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group, Set<TopicPartition> partitions) {
        if (!clusterAnswers) {
            throw new TimeoutException("nobody there");
        }
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(committed);
        known.keySet().retainAll(partitions);
        return known;
    }

    private void send() {
        assertThat(producer.send(new ProducerRecord<>("labels", new byte[] {1})))
                .isNotNull();
    }

    private void commit(TopicPartition... inputs) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition input : inputs) {
            offsets.put(input, new OffsetAndMetadata(1));
        }
        producer.sendOffsetsToTransaction(offsets, new ConsumerGroupMetadata("group", 1, "member", Optional.empty()));
        producer.commitTransaction();
    }
}
