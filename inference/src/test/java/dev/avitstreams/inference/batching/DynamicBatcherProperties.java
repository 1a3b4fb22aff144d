package dev.avitstreams.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The batcher's laws, under any arrivals and any owner that waits no longer than it is told. */
class DynamicBatcherProperties {
    private static final int ALL = Integer.MAX_VALUE;

    /** A camera's item of so many bytes arrives so long after the one before; the owner may ask for a batch at once. */
    record Arrival(String camera, long afterNanos, long bytes, boolean demanded) {}

    /** What came out, when, and after how many arrivals. */
    record Out(Batch<Integer> batch, long atNanos, int arrived) {}

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        return Combinators.combine(
                        Arbitraries.of("a", "a", "a", "a", "b", "c", "d"),
                        Arbitraries.frequencyOf(
                                Tuple.of(60, Arbitraries.longs().between(0, 120)),
                                Tuple.of(1, Arbitraries.just(Company.MEMORY.toNanos() + 1))),
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
                        Arbitraries.longs().between(1, 150),
                        Arbitraries.of(0.1, 0.25, 0.5, 0.7, 1.0))
                .as(BatchLimits::new);
    }

    @Property(tries = 500)
    void nothingIsLostOrDoubled(@ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        List<Integer> out = new Run(limits)
                .of(arrivals).stream().flatMap(o -> o.batch.items().stream()).toList();

        assertThat(out)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, arrivals.size()).boxed().toList());
    }

    @Property(tries = 500)
    void theItemsOfACameraKeepTheirOrder(
            @ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        List<Integer> out = new Run(limits)
                .of(arrivals).stream().flatMap(o -> o.batch.items().stream()).toList();

        out.stream()
                .collect(Collectors.groupingBy(item -> arrivals.get(item).camera))
                .values()
                .forEach(items -> assertThat(items).isSorted());
    }

    @Property(tries = 500)
    void whoIsInCompanyTakesNoMoreThanItsShare(
            @ForAll("arrivals") List<Arrival> arrivals, @ForAll("limits") BatchLimits limits) {
        for (Out out : new Run(limits).of(arrivals)) {
            out.batch.items().stream()
                    .collect(Collectors.groupingBy(item -> arrivals.get(item).camera, Collectors.counting()))
                    .forEach((camera, count) -> assertThat(count <= limits.ofOneCamera(limits.maxItems())
                                    || !hadCompany(camera, out, arrivals))
                            .as("%s has %s of %s", camera, count, out)
                            .isTrue());
        }
    }

    /** Whether another camera's item had arrived by then, within the memory. */
    private static boolean hadCompany(String camera, Out out, List<Arrival> arrivals) {
        List<Long> arrivedAt = arrivalTimes(arrivals);
        return IntStream.range(0, out.arrived)
                .filter(item -> !arrivals.get(item).camera.equals(camera))
                .anyMatch(item -> out.atNanos - arrivedAt.get(item) <= Company.MEMORY.toNanos());
    }

    @Property(tries = 500)
    void aCameraAloneMayFillTheBatch(@ForAll("limits") BatchLimits limits) {
        DynamicBatcher<Integer> batcher = new DynamicBatcher<>(limits, () -> 0);
        IntStream.range(0, limits.maxItems()).forEach(item -> batcher.add("a", item, 0));

        assertThat(batcher.poll(ALL).orElseThrow().reason()).isEqualTo(FlushReason.FULL);
    }

    @Property(tries = 500)
    void everyCameraThatWaitsIsInOneOfTheNextBatches(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 12) Integer> cameras,
            @ForAll @IntRange(min = 1, max = 9) int maxItems,
            @ForAll @IntRange(min = 0, max = 5) int batchesBefore) {
        DynamicBatcher<Integer> batcher =
                new DynamicBatcher<>(new BatchLimits(maxItems, Duration.ZERO, Long.MAX_VALUE, 0.5), () -> 0);
        cameras.forEach(camera -> batcher.add("camera-" + camera, camera, 1));
        List<Integer> waiting = new ArrayList<>(cameras);
        IntStream.range(0, batchesBefore)
                .mapToObj(i -> batcher.poll(ALL))
                .flatMap(Optional::stream)
                .flatMap(batch -> batch.items().stream())
                .forEach(waiting::remove);
        Set<Integer> unserved = new HashSet<>(waiting);
        int soon = (unserved.size() + maxItems - 1) / maxItems;

        for (int i = 0; i < soon; i++) {
            IntStream.range(0, 20).forEach(item -> batcher.add("flood", -1, 1));
            batcher.poll(ALL).orElseThrow().items().forEach(unserved::remove);
        }

        assertThat(unserved).isEmpty();
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
        List<Long> arrivedAt = arrivalTimes(arrivals);

        for (Out out : new Run(limits).of(arrivals)) {
            for (int item : out.batch.items()) {
                assertThat(out.atNanos - arrivedAt.get(item))
                        .isLessThanOrEqualTo(limits.maxDelay().toNanos());
            }
        }
    }

    private static List<Long> arrivalTimes(List<Arrival> arrivals) {
        List<Long> times = new ArrayList<>();
        long now = 0;
        for (Arrival arrival : arrivals) {
            now += arrival.afterNanos;
            times.add(now);
        }
        return times;
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
        private int arrived;

        Run(BatchLimits limits) {
            this.batcher = new DynamicBatcher<>(limits, () -> now);
        }

        List<Out> of(List<Arrival> arrivals) {
            for (int i = 0; i < arrivals.size(); i++) {
                passUntil(now + arrivals.get(i).afterNanos);
                batcher.add(arrivals.get(i).camera, i, arrivals.get(i).bytes);
                arrived++;
                if (arrivals.get(i).demanded) {
                    batcher.flush(FlushReason.DEMAND, ALL).ifPresent(batch -> out.add(new Out(batch, now, arrived)));
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
            Optional<Batch<Integer>> batch = batcher.poll(ALL);
            while (batch.isPresent()) {
                out.add(new Out(batch.get(), now, arrived));
                batch = batcher.poll(ALL);
            }
        }
    }
}
