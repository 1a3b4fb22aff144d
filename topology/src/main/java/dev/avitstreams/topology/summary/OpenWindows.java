package dev.avitstreams.topology.summary;

import dev.avitstreams.schemas.HaltingSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The windows of one task that are still open, by camera. The stores are the truth; the heap mirrors them, and is made
 * anew from them whenever the task starts.
 *
 * <p>A window closes once, and {@code closedUntil} remembers per camera how far that has gone: a frame of a closed
 * window is counted as late in the oldest one still open, or in the next. Belongs to one stream thread.
 */
final class OpenWindows {

    private record Window(HaltingSummary summary, Instant openedAt, Instant fedAt) {}

    private final WindowSpec spec;
    private final KeyValueStore<String, HaltingSummary> store;
    private final KeyValueStore<String, Long> closedUntil;
    /** Cameras with a window open, and no others. */
    private final Map<String, NavigableMap<Instant, Window>> cameras = new HashMap<>();

    OpenWindows(
            WindowSpec spec,
            KeyValueStore<String, HaltingSummary> store,
            KeyValueStore<String, Long> closedUntil,
            Instant now) {
        this.spec = spec;
        this.store = store;
        this.closedUntil = closedUntil;
        try (KeyValueIterator<String, HaltingSummary> stored = store.all()) {
            while (stored.hasNext()) {
                KeyValue<String, HaltingSummary> entry = stored.next();
                HaltingSummary summary = entry.value;
                windowsOf(summary.getCameraId()).put(summary.getWindowStart(), new Window(summary, now, now));
            }
        }
    }

    /**
     * Adds to the window of the event time and returns the windows this closes, oldest first.
     *
     * @param contribution makes a summary of the window [start, end) it is given
     */
    List<HaltingSummary> add(
            String camera, Instant eventTime, Instant now, BiFunction<Instant, Instant, HaltingSummary> contribution) {
        NavigableMap<Instant, Window> windows = windowsOf(camera);
        Instant wanted = spec.startOf(eventTime);
        Optional<Instant> closed = Optional.ofNullable(closedUntil.get(camera)).map(Instant::ofEpochMilli);
        boolean late = closed.isPresent() && wanted.isBefore(closed.get());
        Instant start = !late ? wanted : windows.isEmpty() ? closed.get() : windows.firstKey();
        Instant end = start.plus(spec.size());

        HaltingSummary added = contribution.apply(start, end);
        if (late) {
            added.setLate(added.getFrames());
        }
        Window before = windows.get(start);
        HaltingSummary sum =
                Summaries.add(before == null ? Summaries.empty(camera, start, end) : before.summary(), added);
        windows.put(start, new Window(sum, before == null ? now : before.openedAt(), now));
        store.put(storeKey(camera, start), sum);

        return close(camera, w -> !w.summary().getWindowEnd().plus(spec.grace()).isAfter(eventTime));
    }

    /** Closes and returns the windows that nothing has been added to for long, oldest first. */
    List<HaltingSummary> closeIdle(Instant now) {
        List<HaltingSummary> closed = new ArrayList<>();
        for (String camera : List.copyOf(cameras.keySet())) {
            closed.addAll(close(
                    camera,
                    w -> !w.fedAt().plus(spec.idleClose()).isAfter(now)
                            || !w.openedAt().plus(spec.longestOpen()).isAfter(now)));
        }
        return closed;
    }

    boolean isEmpty() {
        return cameras.isEmpty();
    }

    private List<HaltingSummary> close(String camera, Predicate<Window> due) {
        NavigableMap<Instant, Window> windows = windowsOf(camera);
        List<HaltingSummary> closed = new ArrayList<>();
        // A window never closes before an earlier one of the same camera.
        for (Iterator<Window> i = windows.values().iterator(); i.hasNext(); ) {
            Window window = i.next();
            if (!due.test(window)) {
                break;
            }
            HaltingSummary summary = window.summary();
            i.remove();
            store.delete(storeKey(camera, summary.getWindowStart()));
            closedUntil.put(camera, summary.getWindowEnd().toEpochMilli());
            closed.add(summary);
        }
        if (windows.isEmpty()) {
            cameras.remove(camera);
        }
        return closed;
    }

    private NavigableMap<Instant, Window> windowsOf(String camera) {
        return cameras.computeIfAbsent(camera, c -> new TreeMap<>());
    }

    private static String storeKey(String camera, Instant start) {
        return camera + "@" + start.toEpochMilli();
    }
}
