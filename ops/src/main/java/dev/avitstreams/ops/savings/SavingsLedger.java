package dev.avitstreams.ops.savings;

import dev.avitstreams.schemas.HaltingSummary;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Summaries of a span, by camera and bucket; those of all cameras together are left out, being their sum. Not thread-safe. */
public final class SavingsLedger {
    static final String ALL_CAMERAS = "*";

    private final Span span;
    private final Map<String, TreeMap<Instant, Tally>> cameras = new TreeMap<>();

    public SavingsLedger(Span span) {
        this.span = span;
    }

    public void add(HaltingSummary summary) {
        if (!summary.getCameraId().equals(ALL_CAMERAS) && span.contains(summary.getWindowStart())) {
            cameras.computeIfAbsent(summary.getCameraId(), camera -> new TreeMap<>())
                    .computeIfAbsent(span.bucketOf(summary.getWindowStart()), bucket -> new Tally())
                    .add(summary);
        }
    }

    Span span() {
        return span;
    }

    Map<String, TreeMap<Instant, Tally>> cameras() {
        return cameras;
    }
}
