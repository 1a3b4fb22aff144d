package dev.avitstreams.topology.tracing;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.frame.FrameOutcome.Skipped;
import dev.avitstreams.inference.frame.FrameTimings;
import dev.avitstreams.topology.frames.ProcessedFrame;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells OpenTelemetry of each frame: one span, child of the camera's ({@code traceparent} among the record's headers) or of the
 * span that is current already. It lasts as long as reading, decoding, waiting and computing took together, and ends
 * when the frame's turn has come; its attributes have the parts.
 */
public final class FrameTracer {
    private static final Logger LOG = LoggerFactory.getLogger(FrameTracer.class);
    private static final String SCOPE = "dev.avitstreams";
    private static final double NANOS_A_MILLISECOND = 1e6;

    private final Supplier<OpenTelemetry> telemetry;
    private final Clock clock;
    private final AtomicBoolean complained = new AtomicBoolean();

    /** @param telemetry asked for each frame: an agent may install itself late */
    public FrameTracer(Supplier<OpenTelemetry> telemetry, Clock clock) {
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** With whatever is installed in this process. */
    public static FrameTracer ofProcess() {
        return new FrameTracer(GlobalOpenTelemetry::get, Clock.systemUTC());
    }

    /** @return the span, ended; not valid where nothing traces, or where what traces fails: labels matter more */
    public Span trace(ProcessedFrame frame, Headers headers) {
        try {
            return traced(frame, headers);
        } catch (RuntimeException | LinkageError e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn(
                        "OpenTelemetry failed on frame {}; such frames go untraced, and no more is said of it.",
                        frame.coordinate(),
                        e);
            }
            return Span.getInvalid();
        }
    }

    private Span traced(ProcessedFrame frame, Headers headers) {
        Instant end = clock.instant();
        SpanBuilder builder = tracer().spanBuilder("classify frame")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parent(headers))
                .setStartTimestamp(end.minusNanos(worked(frame.outcome())))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", frame.coordinate().topic())
                .setAttribute(
                        "messaging.destination.partition.id",
                        Integer.toString(frame.coordinate().partition()))
                .setAttribute("messaging.kafka.offset", frame.coordinate().offset())
                .setAttribute("avit.camera", frame.camera());
        frame.facts().ifPresent(facts -> builder.setAttribute("avit.frame.id", facts.frameId()));
        Span span = builder.startSpan();
        describe(frame.outcome(), span);
        span.end(TimeUnit.SECONDS.toNanos(end.getEpochSecond()) + end.getNano(), TimeUnit.NANOSECONDS);
        return span;
    }

    private Tracer tracer() {
        return telemetry.get().getTracer(SCOPE);
    }

    private static Context parent(Headers headers) {
        Context current = Context.current();
        return Span.fromContext(current).getSpanContext().isValid()
                ? current
                : W3CTraceContextPropagator.getInstance().extract(current, headers, TraceHeaders.GETTER);
    }

    private static long worked(FrameOutcome outcome) {
        return outcome instanceof Classified classified
                ? classified.timings().decodeNanos()
                        + classified.timings().queueNanos()
                        + classified.timings().inferenceNanos()
                : 0;
    }

    private static void describe(FrameOutcome outcome, Span span) {
        if (outcome instanceof Classified classified) {
            describe(classified.classification(), classified.timings(), span);
        } else if (outcome instanceof Rejected rejected) {
            span.setAttribute("avit.outcome", "rejected");
            span.setAttribute("error.type", rejected.category().tag());
            span.setStatus(StatusCode.ERROR, rejected.reason());
        } else if (outcome instanceof Skipped skipped) {
            span.setAttribute("avit.outcome", "skipped");
            span.setAttribute("avit.skip.reason", skipped.reason().tag());
        }
    }

    private static void describe(Classification answer, FrameTimings timings, Span span) {
        span.setAttribute("avit.outcome", "classified");
        span.setAttribute("avit.decode.ms", timings.decodeNanos() / NANOS_A_MILLISECOND);
        span.setAttribute("avit.queue.ms", timings.queueNanos() / NANOS_A_MILLISECOND);
        span.setAttribute("avit.inference.ms", timings.inferenceNanos() / NANOS_A_MILLISECOND);
        span.setAttribute("avit.depth.mean", answer.meanDepth());
        span.setAttribute("avit.macs.executed", answer.macsExecuted());
        span.setAttribute("avit.macs.dense", answer.macsDense());
        span.setAttribute("avit.operating_point", answer.operatingPoint());
        span.setAttribute("avit.model.name", answer.model().name());
        span.setAttribute("avit.model.version", answer.model().version());
    }
}
