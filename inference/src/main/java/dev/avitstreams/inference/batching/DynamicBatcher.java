package dev.avitstreams.inference.batching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Items wait here, in order of arrival, until a batch of them is <em>due</em>: full, at its byte limit, or its oldest
 * item at its maximum delay. A batch is cut when it is asked for, not when an item arrives, so a late consumer gets the
 * fullest batch possible.
 *
 * <p>Invariants: every item leaves in exactly one batch; batches leave in order of arrival; no batch exceeds a limit,
 * save a single item of more bytes than one.
 *
 * <p>Not thread-safe: the owner's lock guards it. It starts no thread and never waits; {@link #nanosUntilDue()} says
 * how long the owner may.
 */
public final class DynamicBatcher<T> {
    private final BatchLimits limits;
    private final LongSupplier nanoClock;
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
    private boolean closed;

    private record Waiting<T>(T item, long bytes, long sinceNanos) {}

    /** @param nanoClock as {@link System#nanoTime()} */
    public DynamicBatcher(BatchLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
    }

    /** @throws IllegalStateException once closed */
    public void add(T item, long bytes) {
        if (closed) {
            throw new IllegalStateException("The batcher is closed and takes no more items");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is " + bytes + ", must be 0 or more");
        }
        waiting.add(new Waiting<>(item, bytes, nanoClock.getAsLong()));
    }

    /** The batch that is due, if one is. */
    public Optional<Batch<T>> poll() {
        long now = nanoClock.getAsLong();
        Cut cut = nextCut();
        return reasonDue(cut, now).map(reason -> remove(cut.items, reason, now));
    }

    /** A batch of what waits, due or not; {@code reason} is kept unless the batch was due for a reason of its own. */
    public Optional<Batch<T>> flush(FlushReason reason) {
        long now = nanoClock.getAsLong();
        Cut cut = nextCut();
        if (cut.items == 0) {
            return Optional.empty();
        }
        return Optional.of(remove(cut.items, reasonDue(cut, now).orElse(reason), now));
    }

    /** Nanoseconds until a batch is due, 0 if one is; empty while nothing waits. */
    public OptionalLong nanosUntilDue() {
        Waiting<T> oldest = waiting.peek();
        if (oldest == null) {
            return OptionalLong.empty();
        }
        long now = nanoClock.getAsLong();
        boolean due = reasonDue(nextCut(), now).isPresent();
        return OptionalLong.of(due ? 0 : limits.maxDelay().toNanos() - (now - oldest.sinceNanos));
    }

    /** From now on nothing is taken and everything that waits is due. */
    public void close() {
        closed = true;
    }

    public int size() {
        return waiting.size();
    }

    /**
     * The items the next batch would hold.
     *
     * @param full whether the byte limit, and not the lack of items, ended it
     */
    private record Cut(int items, boolean full) {}

    private Cut nextCut() {
        int items = 0;
        long bytes = 0;
        for (Waiting<T> next : waiting) {
            if (items == limits.maxItems()) {
                break;
            }
            if (items > 0 && next.bytes > limits.maxBytes() - bytes) {
                return new Cut(items, true);
            }
            items++;
            bytes += next.bytes;
            if (bytes >= limits.maxBytes()) {
                return new Cut(items, true);
            }
        }
        return new Cut(items, false);
    }

    private Optional<FlushReason> reasonDue(Cut cut, long now) {
        Waiting<T> oldest = waiting.peek();
        if (oldest == null) {
            return Optional.empty();
        }
        if (cut.items == limits.maxItems()) {
            return Optional.of(FlushReason.FULL);
        }
        if (cut.full) {
            return Optional.of(FlushReason.BYTES);
        }
        if (closed) {
            return Optional.of(FlushReason.CLOSE);
        }
        boolean waitedEnough = now - oldest.sinceNanos >= limits.maxDelay().toNanos();
        return waitedEnough ? Optional.of(FlushReason.DELAY) : Optional.empty();
    }

    private Batch<T> remove(int items, FlushReason reason, long now) {
        long oldestWaitNanos = now - waiting.element().sinceNanos;
        List<T> taken = waiting.stream().limit(items).map(Waiting::item).toList();
        Batch<T> batch = new Batch<>(taken, reason, oldestWaitNanos);
        // Only now, when nothing can fail any more, so that nothing is lost.
        for (int i = 0; i < items; i++) {
            waiting.remove();
        }
        return batch;
    }
}
