package dev.avitstreams.inference.batching;

import java.util.List;

/**
 * Items that go together, in the order in which their cameras took turns; never empty.
 *
 * @param oldestWaitNanos how long the oldest of them had waited when the batch was closed
 */
public record Batch<T>(List<T> items, FlushReason reason, long oldestWaitNanos) {
    public Batch {
        items = List.copyOf(items);
    }
}
