package dev.avitstreams.ops.load;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.DeadLetter;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what is committed from now on and notes when it was seen. {@link #run} belongs to one thread. */
final class OutcomeCollector implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicTail tail;
    private final TopicNames topics;
    private final Deserializer<FrameLabel> labels;
    private final LoadCameras cameras;
    private final Journeys journeys;
    private final LoadListener listener;
    private final StopSignal stop;

    /** @param tail of labels and dead letters; the caller closes it */
    OutcomeCollector(
            TopicTail tail,
            TopicNames topics,
            Deserializer<FrameLabel> labels,
            LoadCameras cameras,
            Journeys journeys,
            LoadListener listener,
            StopSignal stop) {
        this.tail = tail;
        this.topics = topics;
        this.labels = labels;
        this.cameras = cameras;
        this.journeys = journeys;
        this.listener = listener;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isRequested()) {
            Iterable<ConsumerRecord<byte[], byte[]>> records = tail.poll(POLL);
            long seenAt = Micros.now();
            records.forEach(record -> take(record, seenAt));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long seenAt) {
        if (record.key() == null || !cameras.include(new String(record.key(), StandardCharsets.UTF_8))) {
            return;
        }
        if (record.topic().equals(topics.labels())) {
            FrameLabel label = labels.deserialize(record.topic(), record.value());
            listener.labelled(label, seenAt);
            journeys.finished(
                    new Position(
                            label.getSource().getPartition(), label.getSource().getOffset()),
                    new Journey.Labelled(
                            seenAt, label.getDecodeMicros(), label.getQueueMicros(), label.getInferenceMicros()));
        } else {
            new DeadLetter(record)
                    .reason()
                    .ifPresent(headers -> journeys.finished(
                            new Position(headers.partition(), headers.offset()), new Journey.DeadLettered()));
        }
    }
}
