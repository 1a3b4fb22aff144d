package dev.avitstreams.topology.deadletter;

import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a rejected frame back into the record it came as, with the reason in its headers. One too large to be sent, as a
 * compressed record may be once unpacked, leaves its bytes and headers behind: else the stream would stop at it.
 */
public final class DeadLetterProcessor implements Processor<String, ProcessedFrame, byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessor.class);

    private final Supplier<String> model;
    private final long roomBytes;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    /**
     * @param model that serves now, as named in the headers, for example {@code avit-tiny:0}; where a model failed on the
     *     frame, that one is named
     * @param roomBytes largest record that can be sent on whole
     */
    public DeadLetterProcessor(Supplier<String> model, long roomBytes) {
        this.model = model;
        this.roomBytes = roomBytes;
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
        long bytes = bytes(frame, record.headers());
        boolean whole = bytes <= roomBytes;
        Record<byte[], byte[]> letter = whole
                ? new Record<>(frame.key(), frame.payload(), record.timestamp(), record.headers())
                : new Record<>(frame.key(), null, record.timestamp());
        new DeadLetterHeaders(
                        rejected.category().tag(),
                        whole ? rejected.reason() : leftBehind(at, bytes) + " " + rejected.reason(),
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        frame.recordTime(),
                        rejected.model()
                                .map(failed -> failed.name() + ":" + failed.version())
                                .orElseGet(model),
                        Instant.ofEpochMilli(out.currentSystemTimeMs()))
                .encode(letter.headers());
        out.forward(letter);
    }

    private String leftBehind(FrameCoordinate at, long bytes) {
        return "The record's " + bytes + " bytes do not fit among the dead letters, which take " + roomBytes
                + "; while topic " + at.topic() + " keeps it, it is at partition " + at.partition() + ", offset "
                + at.offset() + ".";
    }

    private static long bytes(ProcessedFrame frame, Headers headers) {
        long sum = length(frame.key()) + length(frame.payload());
        for (Header header : headers) {
            sum += header.key().length() + length(header.value());
        }
        return sum;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
