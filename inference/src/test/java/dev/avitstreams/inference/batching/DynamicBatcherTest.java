package dev.avitstreams.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.batching.DynamicBatcher.Backlogs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamicBatcherTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final String CAMERA = "gate";

    private long now;
    private final DynamicBatcher<String> batcher =
            new DynamicBatcher<>(new BatchLimits(3, Duration.ofNanos(100), 50), Backlogs.TOGETHER, () -> now);

    @Test
    void nothingIsDueWhileNothingWaits() {
        assertThat(batcher.poll(ALL)).isEmpty();
        assertThat(batcher.flush(FlushReason.DEMAND, ALL)).isEmpty();
        assertThat(batcher.nanosUntilDue()).isEmpty();
    }

    @Test
    void batchIsDueWhenItsOldestItemHasWaitedForTheDelay() {
        batcher.add(CAMERA, "a", 1);
        now = 60;
        batcher.add(CAMERA, "b", 1);
        assertThat(batcher.nanosUntilDue()).hasValue(40);
        now = 99;
        assertThat(batcher.poll(ALL)).isEmpty();

        now = 100;

        assertThat(batcher.nanosUntilDue()).hasValue(0);
        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("a", "b"), FlushReason.DELAY, 100));
    }

    @Test
    void batchIsDueWhenFullAndTheRestWaitsOn() {
        List.of("a", "b", "c", "d").forEach(item -> batcher.add(CAMERA, item, 1));

        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("a", "b", "c"), FlushReason.FULL, 0));
        assertThat(batcher.poll(ALL)).isEmpty();
        assertThat(batcher.size()).isEqualTo(1);
    }

    @Test
    void batchIsDueWhenTheNextItemWouldExceedItsBytes() {
        batcher.add(CAMERA, "a", 30);
        assertThat(batcher.poll(ALL)).isEmpty();
        batcher.add(CAMERA, "b", 21);

        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("a"), FlushReason.BYTES, 0));
        assertThat(batcher.poll(ALL)).isEmpty();
    }

    @Test
    void itemOfMoreBytesThanABatchGoesAlone() {
        batcher.add(CAMERA, "huge", 1000);

        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("huge"), FlushReason.BYTES, 0));
    }

    @Test
    void flushTakesWhatIsNotDueYet() {
        batcher.add(CAMERA, "a", 1);
        now = 5;

        assertThat(batcher.flush(FlushReason.DEMAND, ALL)).contains(new Batch<>(List.of("a"), FlushReason.DEMAND, 5));
    }

    @Test
    void onceClosedEverythingIsDueAndNothingIsTaken() {
        batcher.add(CAMERA, "a", 1);

        batcher.close();

        assertThatThrownBy(() -> batcher.add(CAMERA, "b", 1)).isInstanceOf(IllegalStateException.class);
        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("a"), FlushReason.CLOSE, 0));
        assertThat(batcher.poll(ALL)).isEmpty();
    }

    @Test
    void ofWhatIsDueAPartMayBeTakenByTurnsAndShares() {
        List.of("a", "b", "c").forEach(item -> batcher.add("flood", item, 1));
        batcher.add("quiet", "d", 1);
        now = 5;

        assertThat(batcher.poll(2)).contains(new Batch<>(List.of("a", "d"), FlushReason.FULL, 5));
        assertThat(batcher.poll(2)).isEmpty();
        assertThat(batcher.flush(FlushReason.DEMAND, 1)).contains(new Batch<>(List.of("b"), FlushReason.DEMAND, 5));
        assertThat(batcher.size()).isEqualTo(1);
    }

    @Test
    void aShareIsOfThePartThatIsTaken() {
        batcher.limits(new BatchLimits(8, Duration.ofNanos(100), 50, 0.25));
        List.of("a", "b", "c").forEach(item -> batcher.add("flood", item, 1));
        batcher.add("quiet", "d", 1);
        now = 100;

        assertThat(batcher.poll(4)).contains(new Batch<>(List.of("a", "d"), FlushReason.DELAY, 100));
    }

    @Test
    void limitsNameTheFieldTheValueAndTheRange() {
        assertThatThrownBy(() -> new BatchLimits(0, Duration.ZERO, 1)).hasMessage("maxItems is 0, must be 1 or more");
        assertThatThrownBy(() -> new BatchLimits(1, Duration.ofMillis(-1), 1))
                .hasMessage("maxDelay is PT-0.001S, must be from zero to PT1H");
        assertThatThrownBy(() -> new BatchLimits(1, Duration.ofSeconds(Long.MAX_VALUE), 1))
                .hasMessageEndingWith("must be from zero to PT1H");
        assertThatThrownBy(() -> new BatchLimits(1, Duration.ZERO, 0)).hasMessage("maxBytes is 0, must be 1 or more");
        assertThatThrownBy(() -> new BatchLimits(1, Duration.ZERO, 1, 0))
                .hasMessage("maxCameraShare is 0.0, must be above 0 and at most 1");
        assertThatThrownBy(() -> new BatchLimits(1, Duration.ZERO, 1, Double.NaN))
                .hasMessage("maxCameraShare is NaN, must be above 0 and at most 1");
    }

    @Test
    void newLimitsHoldForWhatWaitsAlready() {
        List.of("a", "b").forEach(item -> batcher.add(CAMERA, item, 1));

        batcher.limits(new BatchLimits(1, Duration.ofNanos(100), 50));

        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("a"), FlushReason.FULL, 0));
        assertThat(batcher.poll(ALL)).contains(new Batch<>(List.of("b"), FlushReason.FULL, 0));
    }
}
