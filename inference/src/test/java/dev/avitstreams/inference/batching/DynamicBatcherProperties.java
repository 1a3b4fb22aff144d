package dev.avitstreams.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.batching.DynamicBatcher.Backlogs;
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

    /** What came out, when, after how many arrivals, and how much was left. */
    record Out(Batch<Integer> batch, long atNanos, int arrived, int left) {}

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
    void nothingIsLostOrDoubled(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll("limits") BatchLimits limits,
            @ForAll Backlogs backlogs) {
        List<Integer> out = new Run(limits, backlogs)
                .of(arrivals).stream().flatMap(o -> o.batch.items().stream()).toList();

        assertThat(out)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, arrivals.size()).boxed().toList());
    }

    @Property(tries = 500)
    void theItemsOfACameraKeepTheirOrder(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll("limits") BatchLimits limits,
            @ForAll Backlogs backlogs) {
        List<Integer> out = new Run(limits, backlogs)
                .of(arrivals).stream().flatMap(o -> o.batch.items().stream()).toList();

        out.stream()
                .collect(Collectors.groupingBy(item -> arrivals.get(item).camera))
                .values()
                .forEach(items -> assertThat(items).isSorted());
    }

    @Property(tries = 500)
    void whoIsInCompanyTakesNoMoreThanItsShare(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll("limits") BatchLimits limits,
            @ForAll Backlogs backlogs) {
        for (Out out : new Run(limits, backlogs).of(arrivals)) {
            int share = backlogs == Backlogs.APART ? 1 : limits.ofOneCamera(limits.maxItems());
            out.batch.items().stream()
                    .collect(Collectors.groupingBy(item -> arrivals.get(item).camera, Collectors.counting()))
                    .forEach((camera, count) -> assertThat(count <= share || !hadCompany(camera, out, arrivals))
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
    void aCameraAloneMayFillTheBatch(@ForAll("limits") BatchLimits limits, @ForAll Backlogs backlogs) {
        DynamicBatcher<Integer> batcher = new DynamicBatcher<>(limits, backlogs, () -> 0);
        IntStream.range(0, limits.maxItems()).forEach(item -> batcher.add("a", item, 0));

        assertThat(batcher.poll(ALL).orElseThrow().reason()).isEqualTo(FlushReason.FULL);
    }

    @Property(tries = 500)
    void everyCameraThatWaitsIsInOneOfTheNextBatches(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 12) Integer> cameras,
            @ForAll @IntRange(min = 1, max = 9) int maxItems,
            @ForAll @IntRange(min = 0, max = 5) int batchesBefore,
            @ForAll Backlogs backlogs) {
        DynamicBatcher<Integer> batcher = batcher(maxItems, backlogs);
        cameras.forEach(camera -> batcher.add("camera-" + camera, camera, 1));
        List<Integer> waiting = new ArrayList<>(cameras);
        IntStream.range(0, batchesBefore)
                .mapToObj(i -> batcher.poll(ALL))
                .flatMap(Optional::stream)
                .flatMap(batch -> batch.items().stream())
                .forEach(waiting::remove);
        Set<Integer> unserved = new HashSet<>(waiting);
        int rounds = (unserved.size() + maxItems - 1) / maxItems;
        int soon = backlogs == Backlogs.APART ? 2 * rounds + 1 : rounds;

        for (int i = 0; i < soon; i++) {
            IntStream.range(0, 20).forEach(item -> batcher.add("flood", -1, 1));
            batcher.add("newcomer-" + i, -1, 1);
            if (i % 2 == 1) { // one who had no backlog has one
                unserved.stream().limit(1).forEach(camera -> batcher.add("camera-" + camera, -1, 1));
            }
            batcher.poll(ALL).orElseThrow().items().forEach(unserved::remove);
        }

        assertThat(unserved).isEmpty();
    }

    @Property(tries = 500)
    void whoHasABacklogTakesTurnsWithAllTheOthers(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 6) Integer> arrivals,
            @ForAll @IntRange(min = 15, max = 30) int maxItems) {
        DynamicBatcher<String> batcher = batcher(maxItems, Backlogs.APART);
        IntStream.range(0, 2000).forEach(item -> batcher.add("flood", "flood", 1));
        boolean floodIsNext = false;
        int cameras = 0;
        int quiet = 0;

        for (int newcomers : arrivals) {
            for (int i = 0; i < newcomers; i++) {
                batcher.add("quiet-" + cameras++, "quiet", 1);
            }
            quiet += newcomers;
            boolean floods = floodIsNext || quiet == 0;
            List<String> items = batcher.poll(ALL).orElseThrow().items();

            assertThat(items).containsOnly(floods ? "flood" : "quiet");
            quiet -= floods ? 0 : items.size();
            floodIsNext = !floods;
        }
    }

    @Property(tries = 500)
    void whoHasNoBacklogIsComputedWithoutThoseWhoHave(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 12) Integer> cameras,
            @ForAll @IntRange(min = 1, max = 20) int maxItems) {
        DynamicBatcher<Integer> batcher = batcher(maxItems, Backlogs.APART);
        cameras.forEach(camera -> batcher.add("camera-" + camera, camera, 1));
        Set<Integer> seen = new HashSet<>();
        Set<Integer> withBacklog =
                cameras.stream().filter(camera -> !seen.add(camera)).collect(Collectors.toSet());

        List<Integer> first = batcher.poll(ALL).orElseThrow().items();

        boolean roomForMoreThanOneOfEach = seen.size() < maxItems;
        boolean allHaveOne = withBacklog.size() == seen.size();
        assertThat(first)
                .allMatch(camera -> !roomForMoreThanOneOfEach || withBacklog.contains(camera) == allHaveOne)
                .hasSizeGreaterThanOrEqualTo(roomForMoreThanOneOfEach ? 1 : maxItems);
    }

    @Property(tries = 500)
    void noBatchExceedsItsLimits(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll("limits") BatchLimits limits,
            @ForAll Backlogs backlogs) {
        for (Out out : new Run(limits, backlogs).of(arrivals)) {
            List<Integer> items = out.batch.items();
            long bytes = items.stream().mapToLong(i -> arrivals.get(i).bytes).sum();

            assertThat(items).hasSizeBetween(1, limits.maxItems());
            assertThat(items.size() == 1 || bytes <= limits.maxBytes()).isTrue();
        }
    }

    @Property(tries = 500)
    void nothingWaitsPastItsDelay(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll("limits") BatchLimits limits,
            @ForAll Backlogs backlogs) {
        List<Long> arrivedAt = arrivalTimes(arrivals);

        for (Out out : new Run(limits, backlogs).of(arrivals)) {
            for (int item : out.batch.items()) {
                assertThat(out.atNanos - arrivedAt.get(item))
                        .isLessThanOrEqualTo(limits.maxDelay().toNanos());
            }
        }
    }

    /** Everything is due at once. */
    private static <T> DynamicBatcher<T> batcher(int maxItems, Backlogs backlogs) {
        return new DynamicBatcher<>(new BatchLimits(maxItems, Duration.ZERO, Long.MAX_VALUE, 0.5), backlogs, () -> 0);
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
    void reasonIsTrue(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll("limits") BatchLimits limits,
            @ForAll Backlogs backlogs) {
        for (Out out : new Run(limits, backlogs).of(arrivals)) {
            Batch<Integer> batch = out.batch;
            if (batch.reason() == FlushReason.FULL) {
                assertThat(batch.items().size() + (backlogs == Backlogs.APART ? out.left : 0))
                        .isGreaterThanOrEqualTo(limits.maxItems());
            } else {
                assertThat(batch.items()).hasSizeLessThan(limits.maxItems());
            }
            if (batch.reason() == FlushReason.DELAY && backlogs == Backlogs.TOGETHER) { // else also of another's
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

        Run(BatchLimits limits, Backlogs backlogs) {
            this.batcher = new DynamicBatcher<>(limits, backlogs, () -> now);
        }

        List<Out> of(List<Arrival> arrivals) {
            for (int i = 0; i < arrivals.size(); i++) {
                passUntil(now + arrivals.get(i).afterNanos);
                batcher.add(arrivals.get(i).camera, i, arrivals.get(i).bytes);
                arrived++;
                if (arrivals.get(i).demanded) {
                    batcher.flush(FlushReason.DEMAND, ALL)
                            .ifPresent(batch -> out.add(new Out(batch, now, arrived, batcher.size())));
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
                out.add(new Out(batch.get(), now, arrived, batcher.size()));
                batch = batcher.poll(ALL);
            }
        }
    }
}
