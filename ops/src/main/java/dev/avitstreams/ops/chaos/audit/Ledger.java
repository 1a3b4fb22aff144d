package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.ops.inspect.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All that was produced, by position. Thread-safe: the producer's callbacks write while others count. */
public final class Ledger {
    private final Map<Position, Produced> frames = new ConcurrentHashMap<>();

    /** @throws IllegalStateException where the position is taken, which no sound broker does */
    public void add(Produced frame) {
        Produced other = frames.putIfAbsent(frame.at(), frame);
        if (other != null) {
            throw new IllegalStateException("Two frames were acknowledged at one position: " + other + " and " + frame);
        }
    }

    public Optional<Produced> at(Position position) {
        return Optional.ofNullable(frames.get(position));
    }

    public int size() {
        return frames.size();
    }

    public Collection<Produced> frames() {
        return List.copyOf(frames.values());
    }
}
