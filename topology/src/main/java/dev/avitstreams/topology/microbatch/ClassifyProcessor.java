package dev.avitstreams.topology.microbatch;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameTask;
import dev.avitstreams.topology.frames.PolledFrame;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Meets each record in order, waits for its outcome, and forwards it within {@link #process}. For Kafka Streams this is
 * an ordinary synchronous processor, so offsets, order and transactions hold as they do for any other.
 *
 * <p>Belongs to one stream thread.
 */
public final class ClassifyProcessor implements Processor<byte[], byte[], String, ProcessedFrame> {
    private static final byte[] NO_PAYLOAD = {};

    private final LookAhead lookAhead;
    private final OutcomeWait wait;
    private final TaskLanes lanes;
    private @Nullable ProcessorContext<String, ProcessedFrame> context;

    public ClassifyProcessor(LookAhead lookAhead, OutcomeWait wait, TaskLanes lanes) {
        this.lookAhead = lookAhead;
        this.wait = wait;
        this.lanes = lanes;
    }

    @Override
    public void init(ProcessorContext<String, ProcessedFrame> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<String, ProcessedFrame> out = Objects.requireNonNull(context, "init was not called");
        RecordMetadata metadata = out.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("A frame reached the classifier without its position"));
        FrameCoordinate coordinate = new FrameCoordinate(metadata.topic(), metadata.partition(), metadata.offset());
        try (TaskLanes.Scope scope = lanes.processing(coordinate.topicPartition())) {
            ProcessedFrame frame = classify(coordinate, record);
            out.forward(record.withKey(frame.camera()).withValue(frame));
            scope.complete();
        }
        if (lookAhead.catchesUpWith(coordinate)) {
            out.commit(); // nobody gains by waiting for the commit interval
        }
    }

    private ProcessedFrame classify(FrameCoordinate coordinate, Record<byte[], byte[]> record) {
        byte[] payload = record.value() == null ? NO_PAYLOAD : record.value();
        Instant recordTime = Instant.ofEpochMilli(record.timestamp());
        FrameTask task = lookAhead.claim(new PolledFrame(coordinate, recordTime, record.key(), payload));
        FrameOutcome outcome = wait.outcomeOf(task);
        return new ProcessedFrame(coordinate, record.key(), record.value(), recordTime, task.facts(), outcome);
    }

    /** The task leaves this thread, with or without a frame processed: what was looked ahead for it would never be claimed. */
    @Override
    public void close() {
        if (context != null) {
            lookAhead.forget(context.taskId().partition());
        }
    }
}
