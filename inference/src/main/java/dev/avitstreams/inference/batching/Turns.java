package dev.avitstreams.inference.batching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What waits, by camera; cameras take turns, an item each. A camera that has had its turn goes behind all others, and so
 * does one that comes anew. A camera's own items keep their order.
 *
 * <p>To add, to take and to look at the next item cost the same however much waits, but for cameras that are looked past. Not
 * thread-safe: the owner's lock guards it.
 */
public final class Turns<T> {
    /** The first camera is the next; none is without items. */
    private final Map<String, Deque<T>> waiting = new LinkedHashMap<>();

    private int backlogs;

    public void add(String camera, T item) {
        Deque<T> items = waiting.computeIfAbsent(camera, unused -> new ArrayDeque<>());
        items.add(item);
        if (items.size() == 2) {
            backlogs++;
        }
    }

    /** Takes the item whose turn it is. */
    public Optional<T> take() {
        Iterator<String> cameras = waiting.keySet().iterator();
        return cameras.hasNext() ? Optional.of(take(cameras.next())) : Optional.empty();
    }

    /** Takes a camera's first item; it has then had its turn. */
    T take(String camera) {
        Deque<T> items = waiting.remove(camera);
        if (items == null) {
            throw new NoSuchElementException("Nothing waits of camera " + camera);
        }
        T item = items.remove();
        if (items.size() == 1) {
            backlogs--;
        }
        if (!items.isEmpty()) {
            waiting.put(camera, items);
        }
        return item;
    }

    /** Cameras of which something waits. */
    int cameras() {
        return waiting.size();
    }

    /** Cameras that have a backlog: more than one item waits of them. */
    int backlogs() {
        return backlogs;
    }

    boolean hasBacklog(String camera) {
        Deque<T> items = waiting.get(camera);
        return items != null && items.size() > 1;
    }

    /**
     * Shows items in the order in which cameras would take their turns, without taking them; not to be used beyond the
     * next change.
     *
     * @param cameras who has a turn at all
     * @param goesOn asked after each item but a camera's last, whether that camera has another turn
     */
    Iterator<T> inTurn(Predicate<String> cameras, Predicate<Turn<T>> goesOn) {
        Iterator<Map.Entry<String, Deque<T>>> first = waiting.entrySet().stream()
                .filter(entry -> cameras.test(entry.getKey()))
                .iterator();
        Deque<Turn<T>> again = new ArrayDeque<>();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() || !again.isEmpty();
            }

            @Override
            public T next() {
                Turn<T> turn = first.hasNext() ? new Turn<>(first.next()) : again.remove();
                T item = turn.next();
                if (turn.items.hasNext() && goesOn.test(turn)) {
                    again.add(turn);
                }
                return item;
            }
        };
    }

    /** How far a camera's items have been shown. */
    static final class Turn<T> {
        private final String camera;
        private final Iterator<T> items;
        private int shown;

        private Turn(Map.Entry<String, Deque<T>> entry) {
            this.camera = entry.getKey();
            this.items = entry.getValue().iterator();
        }

        private T next() {
            shown++;
            return items.next();
        }

        String camera() {
            return camera;
        }

        int shown() {
            return shown;
        }
    }
}
