package dev.avitstreams.topology.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://www.w3.org/TR/trace-context/">W3C trace context</a> in the headers of a record. Other headers may
 * be of any size: a label that its topic refuses would stop the partition.
 */
public final class TraceHeaders {
    static final TextMapGetter<Headers> GETTER = new Getter();

    private static final List<String> NAMES = List.of("traceparent", "tracestate");
    private static final int LARGEST_BYTES = 512;

    private TraceHeaders() {}

    /** Puts the span's context where there is one, else what came in, as it came. */
    public static void pass(Span span, Headers from, Headers to) {
        if (span.getSpanContext().isValid()) {
            W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), to, (headers, name, value) -> {
                if (headers != null) {
                    headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
                }
            });
            return;
        }
        for (String name : NAMES) {
            Header header = sound(from, name);
            if (header != null) {
                to.add(header);
            }
        }
    }

    private static @Nullable Header sound(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header != null && header.value() != null && header.value().length <= LARGEST_BYTES ? header : null;
    }

    private static final class Getter implements TextMapGetter<Headers> {
        @Override
        public Iterable<String> keys(Headers headers) {
            List<String> names = new ArrayList<>();
            headers.forEach(header -> names.add(header.key()));
            return names;
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            Header header = headers == null ? null : sound(headers, name);
            return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
        }
    }
}
