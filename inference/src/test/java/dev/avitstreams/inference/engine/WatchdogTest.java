package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.batching.BatchLimits;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.TestImages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {
    private static final WatchdogLimits LIMITS = new WatchdogLimits(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch lost = new CountDownLatch(1);
    private final EngineListener listener = new EngineListener() {
        @Override
        public void operatorBroken(String trouble) {
            told.add("broken");
        }

        @Override
        public void operatorRecovered() {
            told.add("recovered");
        }

        @Override
        public void operatorLost(String reason) {
            told.add("lost: " + reason);
            lost.countDown();
        }
    };
    private final OperatorHealth health = new OperatorHealth(listener);
    private long nanos;
    private final Watchdog watchdog = new Watchdog(LIMITS, health, () -> nanos);

    @Test
    void workThatComesBackInTimeIsNoTrouble() {
        for (int i = 0; i < 100; i++) {
            try (Watchdog.Shift shift = watchdog.begin("a batch")) {
                passes(Duration.ofSeconds(4));
            }
        }

        assertThat(told).isEmpty();
    }

    @Test
    void workThatIsLateIsTroubleUntilItComesBack() {
        // Given
        Watchdog.Shift shift = watchdog.begin("a batch of 4 frames");

        // When
        passes(Duration.ofSeconds(6));

        // Then
        assertThat(health.trouble()).get().asString().contains("busy with a batch of 4 frames for 6 s");
        shift.close();
        passes(Duration.ofSeconds(1));
        assertThat(health.trouble()).isEmpty();
        assertThat(told).containsExactly("broken", "recovered");
    }

    @Test
    void workThatDoesNotComeBackIsTheEndThoughOthersDo() {
        Watchdog.Shift hanging = watchdog.begin("a batch of 4 frames");

        for (int i = 0; i < 40; i++) {
            try (Watchdog.Shift shift = watchdog.begin("another")) {
                passes(Duration.ofSeconds(1));
            }
            health.working();
        }

        assertThat(told.get(0)).isEqualTo("broken");
        assertThat(told)
                .filteredOn(line -> line.startsWith("lost"))
                .singleElement()
                .asString()
                .contains("busy with a batch of 4 frames for 30 s; it hangs");
        hanging.close();
        assertThat(health.isLost()).isTrue();
    }

    @Test
    void overlappingWorkThatIsLateButComesBackIsNotTheEnd() {
        // Given: two at a time, eight seconds each, so that after the first ones one is always late
        Watchdog.Shift older = watchdog.begin("a batch");
        passes(Duration.ofSeconds(4));

        // When
        for (int i = 0; i < 15; i++) {
            Watchdog.Shift younger = watchdog.begin("a batch");
            passes(Duration.ofSeconds(4));
            older.close();
            health.working();
            older = younger;
        }

        // Then
        assertThat(told).contains("broken");
        assertThat(health.isLost()).isFalse();
    }

    @Test
    void operatorThatFailsForLongIsLost() {
        failsEachSecond(29);
        assertThat(told).containsExactly("broken");

        failsEachSecond(2);
        assertThat(told).last().asString().contains("The device is gone; so it has been for 30 s");
    }

    @Test
    void failureWithNoWorkAfterItIsNotTheEnd() {
        health.broken(new ClassifierBrokenException("The device is gone"));

        passes(Duration.ofMinutes(10));

        assertThat(told).containsExactly("broken");
    }

    @Test
    void failuresFarApartWithNothingThatWorkedBetweenThemAreTheEnd() {
        for (int i = 0; i < 7; i++) {
            health.broken(new ClassifierBrokenException("The device is gone"));
            passes(Duration.ofMinutes(1));
        }

        assertThat(health.isLost()).isTrue();
    }

    @Test
    void operatorThatRecoversInBetweenIsNotLost() {
        for (int i = 0; i < 10; i++) {
            failsEachSecond(20);
            health.working();
        }

        assertThat(health.isLost()).isFalse();
    }

    @Test
    void processThatWasStoppedDoesNotTakeItsAbsenceForAHangingOperator() {
        try (Watchdog.Shift shift = watchdog.begin("a batch")) {
            passes(Duration.ofSeconds(1));
            nanos += Duration.ofMinutes(10).toNanos();
            watchdog.tick();
            passes(Duration.ofSeconds(2));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void readingAnImageSlowlyIsNotTheOperatorsFault() {
        // Given: a registry or a mount that answers after longer than an operator may hang
        byte[] png = TestImages.plainPng(20, 20, 0xFF0000);
        FrameRequest slow = new FrameRequest(png.length, () -> {
            passes(LIMITS.giveUpAfter().multipliedBy(2));
            return png;
        });
        BatchQueue queue =
                new BatchQueue(new BatchLimits(1, Duration.ofMillis(1), 1 << 20), OptionalInt.empty(), 1, () -> nanos);
        DecodeStage stage = new DecodeStage(
                1,
                new ImageDecoder(FakeBackend.SIDE, DecodeLimits.DEFAULT),
                new Staleness(InstantSource.system(), PointPolicy.fixed(FakeBackend.POINT)),
                queue,
                health,
                watchdog,
                listener,
                () -> nanos);

        Budget budget = new Budget(1 << 20, 1, 1, () -> nanos);
        budget.take("", png.length);

        // When
        stage.accept(new AcceptedFrame(slow, new Ticket(budget, "", png.length), true, nanos));
        stage.drain(() -> false);

        // Then
        assertThat(queue.take()).isPresent();
        assertThat(told).isEmpty();
    }

    @Test
    void tickThatFailsIsNotTheLast() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(2);

        var ticks = WorkerThreads.tick("avit-test-tick", Duration.ofMillis(1), () -> {
            again.countDown();
            throw new NoClassDefFoundError("told to");
        });

        try {
            assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            ticks.shutdownNow();
        }
    }

    @Test
    void classifierWithAHangingOperatorSaysSoAndCloses() throws InterruptedException {
        // Given
        FakeBackend backend = new FakeBackend();
        BatchingFrameClassifier classifier = FrameClassifiers.open(
                backend.loaded(),
                new EngineConfig(
                        1,
                        Duration.ofMillis(1),
                        1 << 20,
                        1 << 20,
                        64,
                        1,
                        DecodeMode.EXACT,
                        new WatchdogLimits(Duration.ofMillis(100), Duration.ofMillis(300))),
                DecodeLimits.DEFAULT,
                listener);
        backend.gate = Optional.of(new Semaphore(0));

        // When
        var outcome = classifier.submit(Frames.red(1));

        // Then
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(classifier.trouble()).get().asString().contains("it hangs");
        assertThat(outcome).isNotDone();
        classifier.close();
        assertThat(backend.closed).hasValue(0);
    }

    private void failsEachSecond(int seconds) {
        for (int i = 0; i < seconds; i++) {
            health.broken(new ClassifierBrokenException("The device is gone"));
            passes(Duration.ofSeconds(1));
        }
    }

    private void passes(Duration time) {
        for (Duration seen = Duration.ZERO; seen.compareTo(time) < 0; seen = seen.plus(watchdog.tickEvery())) {
            nanos += watchdog.tickEvery().toNanos();
            watchdog.tick();
        }
    }
}
