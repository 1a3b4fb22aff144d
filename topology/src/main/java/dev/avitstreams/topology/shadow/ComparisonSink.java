package dev.avitstreams.topology.shadow;

import dev.avitstreams.schemas.ShadowComparison;

/** Takes compared pairs. Called on the shadow's threads, which it may hold up for a while. */
@FunctionalInterface
public interface ComparisonSink {

    /** @param unpublished to be called, at most once, where the pair will not be published */
    void publish(ShadowComparison comparison, Runnable unpublished);
}
