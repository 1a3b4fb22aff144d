package dev.avitstreams.topology.deadletter;

import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a rejected frame back into the record it came as, with the reason in its headers. */
public final class DeadLetterProcessor implements Processor<String, ProcessedFrame, byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessor.class);

    private final String model;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    /** @param model as named in the headers, for example {@code avit-tiny:0} */
    public DeadLetterProcessor(String model) {
        this.model = model;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<String, ProcessedFrame> record) {
        ProcessorContext<byte[], byte[]> out = Objects.requireNonNull(context, "init was not called");
        ProcessedFrame frame = record.value();
        Rejected rejected = (Rejected) frame.outcome();
        FrameCoordinate at = frame.coordinate();
        LOG.info(
                "Frame rejected category={} camera={} topic={} partition={} offset={} reason=\"{}\"",
                rejected.category().tag(),
                frame.camera(),
                at.topic(),
                at.partition(),
                at.offset(),
                rejected.reason());
        Record<byte[], byte[]> letter =
                new Record<>(frame.key(), frame.payload(), record.timestamp(), record.headers());
        new DeadLetterHeaders(
                        rejected.category().tag(),
                        rejected.reason(),
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        frame.recordTime(),
                        model,
                        Instant.ofEpochMilli(out.currentSystemTimeMs()))
                .encode(letter.headers());
        out.forward(letter);
    }
}
