package dev.avitstreams.topology.pipeline;

import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.topology.frames.FrameLabels;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the label of a classified frame. Of the frame's headers only the W3C trace context goes along: others may be
 * of any size, and a label that its topic refuses would stop the partition.
 */
final class LabelProcessor implements Processor<String, ProcessedFrame, String, FrameLabel> {
    private static final List<String> TRACE_CONTEXT = List.of("traceparent", "tracestate");
    private static final int LARGEST_HEADER_BYTES = 512;

    private @Nullable ProcessorContext<String, FrameLabel> context;

    @Override
    public void init(ProcessorContext<String, FrameLabel> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<String, ProcessedFrame> record) {
        ProcessedFrame frame = record.value();
        if (frame.outcome() instanceof Classified classified) {
            Record<String, FrameLabel> label =
                    new Record<>(record.key(), FrameLabels.of(frame, classified), record.timestamp());
            keepTraceContext(record.headers(), label.headers());
            Objects.requireNonNull(context, "init was not called").forward(label);
        }
    }

    private static void keepTraceContext(Headers from, Headers to) {
        for (String name : TRACE_CONTEXT) {
            Header header = from.lastHeader(name);
            if (header != null && header.value() != null && header.value().length <= LARGEST_HEADER_BYTES) {
                to.add(header);
            }
        }
    }
}
