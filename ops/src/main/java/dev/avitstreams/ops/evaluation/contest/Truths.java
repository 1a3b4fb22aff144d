package dev.avitstreams.ops.evaluation.contest;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Of how many frames the right answer is known. Belongs to one thread. */
public final class Truths {
    private static final int EXAMPLES = 10;

    private long matched;
    private long unmatched;
    private long foreign;
    private final TreeMap<String, Long> foreignClasses = new TreeMap<>(); // the first of them by name

    void add(Optional<String> truth, boolean isKnownClass) {
        if (isKnownClass) {
            matched++;
        } else if (truth.isPresent()) {
            foreign++;
            foreignClasses.merge(truth.get(), 1L, Long::sum);
            trim();
        } else {
            unmatched++;
        }
    }

    void merge(Truths other) {
        matched += other.matched;
        unmatched += other.unmatched;
        foreign += other.foreign;
        other.foreignClasses.forEach((name, count) -> foreignClasses.merge(name, count, Long::sum));
        trim();
    }

    private void trim() {
        while (foreignClasses.size() > EXAMPLES) {
            foreignClasses.pollLastEntry();
        }
    }

    /** Frames whose class is known. */
    public long matched() {
        return matched;
    }

    /** Frames of which the source says nothing. */
    public long unmatched() {
        return unmatched;
    }

    /** Frames whose class the model does not have. */
    public long foreign() {
        return foreign;
    }

    /** Some of those classes, with their frames. */
    public Map<String, Long> foreignClasses() {
        return Collections.unmodifiableMap(foreignClasses);
    }
}
