package dev.avitstreams.topology.pipeline;

import dev.avitstreams.schemas.FrameLabel;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A label goes to the partition that its frame came from, whatever its camera's name hashes to. With a thread for each partition
 * it then holds labels of one thread's transactions only: who reads committed records waits for the first that is open in a
 * partition, and that of a thread with a flooding camera is open for all that was polled of it.
 *
 * <p>Where labels have fewer partitions than frames, several share one; where they have more, some stay empty.
 */
final class LabelPartitioner implements StreamPartitioner<String, FrameLabel> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String camera, FrameLabel label, int count) {
        return Optional.of(Set.of(label.getSource().getPartition() % count));
    }
}
