package dev.avitstreams.topology.config;

import java.util.Locale;

/** What a consumer of the results may rely on. */
public enum ProcessingGuarantee {
    /** One outcome for each frame, seen by read_committed consumers. */
    EXACTLY_ONCE_V2,
    /** One outcome or, after a failure, more; no transactions, so the lowest latency. */
    AT_LEAST_ONCE;

    /** As Kafka Streams calls it. */
    public String configValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
