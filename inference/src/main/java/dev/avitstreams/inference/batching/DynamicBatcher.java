package dev.avitstreams.inference.batching;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Items wait here until a batch of them is <em>due</em>: full, at its byte limit, or the oldest item of all at its maximum
 * delay. A batch is cut when it is asked for, not when an item arrives, so a late consumer gets the fullest batch
 * possible; one who can do with less takes a part, and the rest waits on. It is cut by turns: one item of each camera, then
 * another of each, and so on; of a camera that has company no more than its share of a batch, though there be room. A
 * camera alone may fill the whole batch. {@link Backlogs} says what becomes of cameras of which more waits than one item.
 *
 * <p>Invariants: every item leaves in exactly one batch; the items of a camera leave in order of arrival; no batch exceeds
 * a limit, save a single item of more bytes than one. Of n cameras that wait, each has an item in one of the next ⌈n / m⌉
 * batches if each of them may hold m items and is not closed for its bytes, whatever arrives meanwhile; where cameras are
 * kept apart, in one of the next 2·⌈n / m⌉ + 1.
 *
 * <p>Not thread-safe: the owner's lock guards it. It starts no thread and never waits; {@link #nanosUntilDue()} says
 * how long the owner may.
 */
public final class DynamicBatcher<T> {
    private final LongSupplier nanoClock;
    private final Turns<Waiting<T>> turns = new Turns<>();
    private final Company company = new Company();

    /** All of them, the oldest first. */
    private final Set<Waiting<T>> byAge = new LinkedHashSet<>();

    private final Backlogs backlogs;
    private BatchLimits limits;
    private boolean closed;

    /** The last batch was cut past cameras with a backlog: the next is theirs. */
    private boolean backlogIsNext;

    /** Whom a camera with a backlog, of which more than one item waits, shares batches with. */
    public enum Backlogs {
        /** With everyone: for an operator that takes hardly longer for more items. */
        TOGETHER,

        /**
         * With its like, and batches of these take turns with those of the others, as long as a batch has room for more than an
         * item of each camera that waits. A camera in company gets one item of a batch, whatever its share. For an operator that
         * takes nearly twice as long for two items as for one: of the others none pays for an item of a backlog, or waits for
         * more than one of each.
         */
        APART
    }

    /** No record: each is itself, also where two look the same. */
    private static final class Waiting<T> {
        private final String camera;
        private final T item;
        private final long bytes;
        private final long sinceNanos;

        Waiting(String camera, T item, long bytes, long sinceNanos) {
            this.camera = camera;
            this.item = item;
            this.bytes = bytes;
            this.sinceNanos = sinceNanos;
        }
    }

    /** @param nanoClock as {@link System#nanoTime()} */
    public DynamicBatcher(BatchLimits limits, Backlogs backlogs, LongSupplier nanoClock) {
        this.limits = limits;
        this.backlogs = backlogs;
        this.nanoClock = nanoClock;
    }

    /** From the next batch on, also for what waits already. */
    public void limits(BatchLimits next) {
        limits = next;
    }

    /**
     * @param camera with whom the item takes turns
     * @throws IllegalStateException once closed
     */
    public void add(String camera, T item, long bytes) {
        if (closed) {
            throw new IllegalStateException("The batcher is closed and takes no more items");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is " + bytes + ", must be 0 or more");
        }
        Waiting<T> one = new Waiting<>(camera, item, bytes, nanoClock.getAsLong());
        company.note(camera, one.sinceNanos);
        turns.add(camera, one);
        byAge.add(one);
    }

    /**
     * The batch that is due, if one is.
     *
     * @param most items to be taken of it, 1 or more
     */
    public Optional<Batch<T>> poll(int most) {
        long now = nanoClock.getAsLong();
        return reasonDue(now).map(reason -> remove(nextCut(now, most), reason, now));
    }

    /**
     * A batch of what waits, due or not; {@code reason} is kept unless the batch was due for a reason of its own.
     *
     * @param most items to be taken, 1 or more
     */
    public Optional<Batch<T>> flush(FlushReason reason, int most) {
        if (byAge.isEmpty()) {
            return Optional.empty();
        }
        long now = nanoClock.getAsLong();
        return Optional.of(remove(nextCut(now, most), reasonDue(now).orElse(reason), now));
    }

    /** Nanoseconds until a batch is due, 0 if one is; empty while nothing waits. */
    public OptionalLong nanosUntilDue() {
        if (byAge.isEmpty()) {
            return OptionalLong.empty();
        }
        long now = nanoClock.getAsLong();
        boolean due = reasonDue(now).isPresent();
        return OptionalLong.of(due ? 0 : limits.maxDelay().toNanos() - (now - oldestSinceNanos()));
    }

    /** From now on nothing is taken and everything that waits is due. */
    public void close() {
        closed = true;
    }

    public int size() {
        return byAge.size();
    }

    /** Items that the next batch may be cut of: all that wait, or those whose turn it is of cameras kept apart. */
    public int candidates() {
        if (!isMixed()) {
            return byAge.size();
        }
        return backlogIsNext ? turns.backlogs() : turns.cameras() - turns.backlogs();
    }

    /**
     * The items the next batch would hold.
     *
     * @param full whether the byte limit, and not the lack of items, ended it
     * @param pastBacklog whether cameras with a backlog were left out
     */
    private record Cut<T>(List<Waiting<T>> items, boolean full, boolean pastBacklog) {}

    private Cut<T> nextCut(long now, int most) {
        int maxItems = Math.min(most, limits.maxItems());
        int ofOneCamera = backlogs == Backlogs.APART ? 1 : limits.ofOneCamera(maxItems);
        boolean mixed = isMixed();
        boolean pastBacklog = mixed && !backlogIsNext;
        List<Waiting<T>> items = new ArrayList<>();
        long bytes = 0;
        Iterator<Waiting<T>> inTurn = turns.inTurn(
                camera -> !mixed || turns.hasBacklog(camera) == backlogIsNext,
                turn -> turn.shown() < ofOneCamera || !hasCompany(turn.camera(), now));
        while (inTurn.hasNext() && items.size() < maxItems) {
            Waiting<T> next = inTurn.next();
            if (!items.isEmpty() && next.bytes > limits.maxBytes() - bytes) {
                return new Cut<>(items, true, pastBacklog);
            }
            items.add(next);
            bytes += next.bytes;
            if (bytes >= limits.maxBytes()) {
                return new Cut<>(items, true, pastBacklog);
            }
        }
        return new Cut<>(items, false, pastBacklog);
    }

    /** Whether some of those kept apart have a backlog and others none, and turns alone would leave room in a batch. */
    private boolean isMixed() {
        return backlogs == Backlogs.APART
                && turns.cameras() < limits.maxItems()
                && turns.backlogs() > 0
                && turns.backlogs() < turns.cameras();
    }

    private boolean hasCompany(String camera, long now) {
        return turns.cameras() > 1 || company.isWith(camera, now);
    }

    private Optional<FlushReason> reasonDue(long now) {
        Cut<T> cut = nextCut(now, limits.maxItems());
        if (cut.items.isEmpty()) {
            return Optional.empty();
        }
        if (cut.items.size() == limits.maxItems()) {
            return Optional.of(FlushReason.FULL);
        }
        if (cut.full) {
            return Optional.of(FlushReason.BYTES);
        }
        if (backlogs == Backlogs.APART && byAge.size() >= limits.maxItems()) {
            return Optional.of(FlushReason.FULL);
        }
        if (closed) {
            return Optional.of(FlushReason.CLOSE);
        }
        boolean waitedEnough = now - oldestSinceNanos() >= limits.maxDelay().toNanos();
        return waitedEnough ? Optional.of(FlushReason.DELAY) : Optional.empty();
    }

    private long oldestSinceNanos() {
        return byAge.iterator().next().sinceNanos;
    }

    private Batch<T> remove(Cut<T> cut, FlushReason reason, long now) {
        long oldestWaitNanos =
                cut.items.stream().mapToLong(one -> now - one.sinceNanos).max().orElseThrow();
        Batch<T> batch = new Batch<>(cut.items.stream().map(one -> one.item).toList(), reason, oldestWaitNanos);
        // Only now, when nothing can fail any more, so that nothing is lost.
        backlogIsNext = cut.pastBacklog;
        for (Waiting<T> one : cut.items) {
            turns.take(one.camera);
            byAge.remove(one);
        }
        return batch;
    }
}
