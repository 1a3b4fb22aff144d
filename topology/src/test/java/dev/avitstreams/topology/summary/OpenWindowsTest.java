package dev.avitstreams.topology.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.schemas.HaltingSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class OpenWindowsTest {
    private static final WindowSpec SPEC =
            new WindowSpec(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final Instant T0 = Instant.ofEpochSecond(1_000_000);

    private final KeyValueStore<String, HaltingSummary> store = open("open");
    private final KeyValueStore<String, Long> closedUntil = closed("closed");
    private OpenWindows windows = new OpenWindows(SPEC, store, closedUntil, T0);

    @Test
    void aWindowClosesOnceTheCamerasOwnClockHasPassedItsGrace() {
        assertThat(add("a", 0)).isEmpty();
        assertThat(add("a", 11)).isEmpty();
        List<HaltingSummary> closed = add("a", 12);
        assertThat(closed).singleElement().satisfies(w -> {
            assertThat(w.getFrames()).isEqualTo(1);
            assertThat(w.getWindowStart()).isEqualTo(T0);
            assertThat(w.getWindowEnd()).isEqualTo(T0.plusSeconds(10));
        });
    }

    @Test
    void anotherCamerasClockClosesNothing() {
        add("a", 0);
        assertThat(add("b", 1000)).isEmpty();
    }

    @Test
    void aFrameWithinGraceCountsInItsOwnWindow() {
        add("a", 5);
        add("a", 11);
        add("a", 9);
        assertThat(add("a", 12)).singleElement().satisfies(w -> {
            assertThat(w.getFrames()).isEqualTo(2);
            assertThat(w.getLate()).isZero();
        });
    }

    @Test
    void aFrameOfAClosedWindowIsCountedAsLateInAnOpenOne() {
        add("a", 5);
        add("a", 12);
        add("a", 5);
        assertThat(add("a", 30)).singleElement().satisfies(w -> {
            assertThat(w.getWindowStart()).isEqualTo(T0.plusSeconds(10));
            assertThat(w.getFrames()).isEqualTo(2);
            assertThat(w.getLate()).isEqualTo(1);
        });
    }

    @Test
    void aSilentCamerasWindowIsClosedByTheClock() {
        add("a", 0);
        assertThat(windows.closeIdle(T0.plusSeconds(4))).isEmpty();
        assertThat(windows.closeIdle(T0.plusSeconds(5))).hasSize(1);
        assertThat(windows.isEmpty()).isTrue();
    }

    @Test
    void aCameraWhoseClockStandsStillCannotKeepAWindowOpenForEver() {
        Instant now = T0;
        List<HaltingSummary> closed = new ArrayList<>();
        for (int second = 0; second < 300 && closed.isEmpty(); second++) {
            now = T0.plusSeconds(second);
            windows.add("a", T0, now, (start, end) -> frame("a", start, end));
            closed.addAll(windows.closeIdle(now));
        }
        assertThat(closed).hasSize(1);
        assertThat(now).isEqualTo(T0.plus(SPEC.longestOpen()));
    }

    @Test
    void aRestartFindsItsOpenWindowsAndWhatWasClosed() {
        add("a", 5);
        add("a", 12);
        windows = new OpenWindows(SPEC, store, closedUntil, T0);
        add("a", 5);
        assertThat(add("a", 30)).singleElement().satisfies(w -> {
            assertThat(w.getFrames()).isEqualTo(2);
            assertThat(w.getLate()).isEqualTo(1);
        });
    }

    @Property(tries = 200)
    void everyFrameIsInExactlyOneWindowAndNoWindowIsPublishedTwice(
            @ForAll @Size(max = 60) List<@IntRange(max = 200) Integer> seconds) {
        OpenWindows fresh = new OpenWindows(SPEC, open("p-open"), closed("p-closed"), T0);
        List<HaltingSummary> published = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            String camera = "camera-" + i % 3;
            published.addAll(
                    fresh.add(camera, T0.plusSeconds(seconds.get(i)), T0, (start, end) -> frame(camera, start, end)));
        }
        published.addAll(fresh.closeIdle(T0.plus(Duration.ofDays(1))));

        assertThat(published.stream().mapToLong(HaltingSummary::getFrames).sum())
                .isEqualTo(seconds.size());
        Map<String, Instant> latest = new HashMap<>();
        for (HaltingSummary w : published) {
            Instant before = latest.put(w.getCameraId(), w.getWindowStart());
            assertThat(before == null || before.isBefore(w.getWindowStart())).isTrue();
        }
    }

    private List<HaltingSummary> add(String camera, int second) {
        return windows.add(camera, T0.plusSeconds(second), T0, (start, end) -> frame(camera, start, end));
    }

    private static HaltingSummary frame(String camera, Instant start, Instant end) {
        return Summaries.ofFrame(camera, start, end, new FrameOutcome.Rejected(ErrorCategory.NO_IMAGE, "no image"), 0);
    }

    private static KeyValueStore<String, HaltingSummary> open(String name) {
        return started(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), InternalSerde.haltingSummaries())
                .withLoggingDisabled()
                .build());
    }

    private static KeyValueStore<String, Long> closed(String name) {
        return started(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build());
    }

    private static <K, V> KeyValueStore<K, V> started(KeyValueStore<K, V> store) {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return store;
    }
}
