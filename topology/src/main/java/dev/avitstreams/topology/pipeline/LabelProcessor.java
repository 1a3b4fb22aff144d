package dev.avitstreams.topology.pipeline;

import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.topology.frames.FrameLabels;
import dev.avitstreams.topology.frames.ProcessedFrame;
import dev.avitstreams.topology.tracing.FrameTracer;
import dev.avitstreams.topology.tracing.TraceHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the label of a classified frame, and tells of every frame's outcome to whoever traces. Of the frame's headers
 * only the trace context goes along.
 */
final class LabelProcessor implements Processor<String, ProcessedFrame, String, FrameLabel> {
    private final FrameTracer tracer;
    private @Nullable ProcessorContext<String, FrameLabel> context;

    LabelProcessor(FrameTracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void init(ProcessorContext<String, FrameLabel> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<String, ProcessedFrame> record) {
        ProcessedFrame frame = record.value();
        Span span = tracer.trace(frame, record.headers());
        if (frame.outcome() instanceof Classified classified) {
            Record<String, FrameLabel> label =
                    new Record<>(record.key(), FrameLabels.of(frame, classified), record.timestamp());
            TraceHeaders.pass(span, record.headers(), label.headers());
            // Current while the label is sent, so that a traced producer's own span hangs below it.
            try (Scope sending = span.makeCurrent()) {
                Objects.requireNonNull(context, "init was not called").forward(label);
            }
        }
    }
}
