package dev.avitstreams.ops.dashboard.source;

import dev.avitstreams.ops.dashboard.board.FlushReasons;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Why the batches of the last minute were closed, from the meters of the service's instances. Belongs to the thread that
 * asks.
 */
public final class FlushWatch implements Supplier<Reading<Map<String, Long>>> {
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Supplier<String> metrics;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, Map<String, Long> batches) {}

    /** @param metrics all instances' meters in Prometheus' text form, one after the other */
    public FlushWatch(Supplier<String> metrics) {
        this.metrics = metrics;
    }

    @Override
    public Reading<Map<String, Long>> get() {
        Map<String, Long> batches;
        try {
            batches = FlushReasons.in(metrics.get());
        } catch (RuntimeException e) {
            return Reading.unknown(String.valueOf(e.getMessage()));
        }
        long now = System.nanoTime();
        samples.addLast(new Sample(now, batches));
        while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
        return Reading.of(difference(samples.getFirst().batches(), batches));
    }

    /** A counter that has fallen belongs to an instance that was started anew. */
    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> closed = new TreeMap<>();
        now.forEach((reason, count) -> {
            long earlier = before.getOrDefault(reason, 0L);
            closed.put(reason, count >= earlier ? count - earlier : count);
        });
        return closed;
    }
}
