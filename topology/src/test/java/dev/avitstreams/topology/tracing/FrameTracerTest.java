package dev.avitstreams.topology.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.ProcessedFrame;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What becomes of a trace context where nobody traces. */
class FrameTracerTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private final FrameTracer tracer = new FrameTracer(OpenTelemetry::noop, Clock.systemUTC());

    @Test
    void withoutAnSdkTheContextPassesThrough() {
        Headers headers = headers("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));
        headers.add("tracestate", "vendor=1".getBytes(StandardCharsets.UTF_8));

        Headers passed = pass(headers);

        assertThat(value(passed, "traceparent")).isEqualTo(PARENT);
        assertThat(value(passed, "tracestate")).isEqualTo("vendor=1");
    }

    @Test
    void aContextOfALaterVersionPassesUnread() {
        assertThat(value(pass(headers("traceparent", "not-a-context".getBytes(StandardCharsets.UTF_8))), "traceparent"))
                .isEqualTo("not-a-context");
    }

    @Test
    void anEnormousOrEmptyHeaderStaysBehind() {
        assertThat(pass(headers("traceparent", new byte[1 << 20]))).isEmpty();
        assertThat(pass(headers("traceparent", null))).isEmpty();
        assertThat(pass(new RecordHeaders())).isEmpty();
    }

    @Test
    void aFailingSdkCostsTheSpanOnlyAndTheContextPasses() {
        AtomicInteger asked = new AtomicInteger();
        FrameTracer failing = new FrameTracer(
                () -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("a broken span processor");
                },
                Clock.systemUTC());
        Headers headers = headers("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));

        assertThat(failing.trace(frame(), headers)).isSameAs(Span.getInvalid());
        assertThat(value(pass(failing, headers), "traceparent")).isEqualTo(PARENT);
        assertThat(asked).hasValue(2);
    }

    private Headers pass(Headers from) {
        return pass(tracer, from);
    }

    private static Headers pass(FrameTracer tracer, Headers from) {
        Span span = tracer.trace(frame(), from);
        Headers to = new RecordHeaders();
        TraceHeaders.pass(span, from, to);
        return to;
    }

    private static ProcessedFrame frame() {
        return new ProcessedFrame(
                new FrameCoordinate("camera-frames", 0, 1),
                null,
                null,
                Instant.EPOCH,
                Optional.empty(),
                new Rejected(ErrorCategory.NO_IMAGE, "no image"));
    }

    private static Headers headers(String name, byte @org.jspecify.annotations.Nullable [] value) {
        return new RecordHeaders().add(name, value);
    }

    private static String value(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
