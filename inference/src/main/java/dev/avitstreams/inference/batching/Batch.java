package dev.avitstreams.inference.batching;

import java.util.List;

/**
 * Items that go together, oldest first; never empty.
 *
 * @param oldestWaitNanos how long the first item had waited when the batch was closed
 */
public record Batch<T>(List<T> items, FlushReason reason, long oldestWaitNanos) {
    public Batch {
        items = List.copyOf(items);
    }
}
