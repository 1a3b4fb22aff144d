package dev.avitstreams.topology.frames;

import org.apache.kafka.common.TopicPartition;

/** Where in Kafka a frame is; unique for the life of a topic. */
public record FrameCoordinate(String topic, int partition, long offset) {

    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
