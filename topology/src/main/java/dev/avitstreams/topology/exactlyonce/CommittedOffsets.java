package dev.avitstreams.topology.exactlyonce;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells how far a group has come. */
@FunctionalInterface
interface CommittedOffsets {
    /**
     * The offsets of these partitions, with no transaction pending on them; partitions without any are left out.
     *
     * @throws org.apache.kafka.common.KafkaException if that cannot be known now
     */
    Map<TopicPartition, OffsetAndMetadata> of(String group, Set<TopicPartition> partitions);
}
