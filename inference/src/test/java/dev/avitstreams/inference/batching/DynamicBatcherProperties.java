package dev.avitstreams.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The batcher's laws, under any arrivals and any owner that waits no longer than it is told. */
class DynamicBatcherProperties {

    /** An item of so many bytes arrives so long after the one before; the owner may ask for a batch at once. */
    record Arrival(long afterNanos, long bytes, boolean demanded) {}

    /** What came out, and when. */
    record Out(Batch<Integer> batch, long atNanos) {}

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 120),
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.of(false, false, false, true))
                .as(Arrival::new)
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<BatchLimits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.longs().between(0, 200).map(Duration::ofNanos),
                        Arbitraries.longs().between(1, 150))
                .as(BatchLimits::new);
    }

    @Property(tries = 500)
    void nothingIsLostDoubledOrReordered(
            @ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        List<Integer> out = new Run(limits)
                .of(arrivals).stream().flatMap(o -> o.batch.items().stream()).toList();

        assertThat(out).isEqualTo(IntStream.range(0, arrivals.size()).boxed().toList());
    }

    @Property(tries = 500)
    void noBatchExceedsItsLimits(@ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        for (Out out : new Run(limits).of(arrivals)) {
            List<Integer> items = out.batch.items();
            long bytes = items.stream().mapToLong(i -> arrivals.get(i).bytes).sum();

            assertThat(items).hasSizeBetween(1, limits.maxItems());
            assertThat(items.size() == 1 || bytes <= limits.maxBytes()).isTrue();
        }
    }

    @Property(tries = 500)
    void nothingWaitsPastItsDelay(@ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        List<Long> arrivedAt = new ArrayList<>();
        arrivals.forEach(arrival ->
                arrivedAt.add((arrivedAt.isEmpty() ? 0 : arrivedAt.get(arrivedAt.size() - 1)) + arrival.afterNanos));

        for (Out out : new Run(limits).of(arrivals)) {
            for (int item : out.batch.items()) {
                assertThat(out.atNanos - arrivedAt.get(item))
                        .isLessThanOrEqualTo(limits.maxDelay().toNanos());
            }
        }
    }

    @Property(tries = 500)
    void reasonIsTrue(@ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        for (Out out : new Run(limits).of(arrivals)) {
            Batch<Integer> batch = out.batch;
            if (batch.reason() == FlushReason.FULL) {
                assertThat(batch.items()).hasSize(limits.maxItems());
            } else {
                assertThat(batch.items()).hasSizeLessThan(limits.maxItems());
            }
            if (batch.reason() == FlushReason.DELAY) {
                assertThat(batch.oldestWaitNanos()).isEqualTo(limits.maxDelay().toNanos());
            }
        }
    }

    /** Lets time run from event to event: the next arrival, or the moment the batcher asked to be polled at. */
    private static final class Run {
        private final DynamicBatcher<Integer> batcher;
        private final List<Out> out = new ArrayList<>();
        private long now;

        Run(BatchLimits limits) {
            this.batcher = new DynamicBatcher<>(limits, () -> now);
        }

        List<Out> of(List<Arrival> arrivals) {
            for (int i = 0; i < arrivals.size(); i++) {
                passUntil(now + arrivals.get(i).afterNanos);
                batcher.add(i, arrivals.get(i).bytes);
                if (arrivals.get(i).demanded) {
                    batcher.flush(FlushReason.DEMAND).ifPresent(batch -> out.add(new Out(batch, now)));
                }
                drainDue();
            }
            batcher.close();
            drainDue();
            return out;
        }

        private void passUntil(long then) {
            while (batcher.nanosUntilDue().orElse(Long.MAX_VALUE) <= then - now) {
                now += batcher.nanosUntilDue().getAsLong();
                drainDue();
            }
            now = then;
        }

        private void drainDue() {
            Optional<Batch<Integer>> batch = batcher.poll();
            while (batch.isPresent()) {
                out.add(new Out(batch.get(), now));
                batch = batcher.poll();
            }
        }
    }
}
