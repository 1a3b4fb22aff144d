package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.image.PreparedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeBackend backend = new FakeBackend();
    private long nanos = 1_000;
    private int inFlight;
    private final LoadMeter meter = new LoadMeter(backend, () -> inFlight, () -> START.plusNanos(nanos), () -> nanos);

    @Test
    void aSampleSaysWhatWasDoneSinceTheOneBefore() throws Exception {
        inFlight = 5;
        List<DecodedFrame> batch = List.of(frame(Priority.NORMAL, 30), frame(Priority.HIGH, 10));
        meter.handOver(batch);
        passes(Duration.ofMillis(100));
        for (DecodedFrame frame : batch) {
            meter.finish(frame.origin(), answer(frame));
        }
        backend.busyNanos = 50_000_000;

        LoadSample first = meter.sample();
        assertThat(first.interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(first.normalFrames()).isEqualTo(1);
        assertThat(first.highFrames()).isEqualTo(1);
        assertThat(first.gmacs()).isEqualTo(2 / 1e9);
        assertThat(first.busyShare()).isEqualTo(.25);
        assertThat(first.age()).isEqualTo(Duration.ofMillis(30));
        assertThat(first.waiting()).as("two are with the operator").isEqualTo(3);

        inFlight = 2;
        passes(Duration.ofMillis(50));
        assertThat(meter.sample().age())
                .as("of the last known, while some are there")
                .isEqualTo(Duration.ofMillis(30));

        meter.returned(2);
        inFlight = 0;
        passes(Duration.ofMillis(50));
        LoadSample second = meter.sample();
        assertThat(second.frames()).isZero();
        assertThat(second.gmacs()).isZero();
        assertThat(second.busyShare()).isZero();
        assertThat(second.age()).as("of nothing").isZero();
        assertThat(second.waiting()).isZero();
        assertThat(second.atNanos()).isEqualTo(nanos);
    }

    @Test
    void theAgeIsThatOfTheFrameBelowWhichNineteenOfTwentyAre() {
        List<Integer> ages =
                new ArrayList<>(IntStream.rangeClosed(1, 100).boxed().toList());
        Collections.shuffle(ages, new Random(3));

        meter.handOver(ages.stream().map(age -> frame(Priority.NORMAL, age)).toList());

        assertThat(meter.sample().age()).isEqualTo(Duration.ofMillis(95));
    }

    @Test
    void ofMoreFramesThanAreRememberedTheLatestCount() {
        meter.handOver(Collections.nCopies(5000, frame(Priority.NORMAL, 900)));
        meter.handOver(Collections.nCopies(3000, frame(Priority.NORMAL, 2)));

        assertThat(meter.sample().age()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void aFrameFromAClockAheadOfOursIsNotOlderThanNothing() {
        meter.handOver(List.of(frame(Priority.NORMAL, -5000)));

        assertThat(meter.sample().age()).isZero();
    }

    @Test
    void aFrameThatNobodySawArriveIsAsOldAsItsWaitHere() {
        DecodedFrame frame = decoded(FrameOrigin.UNKNOWN);
        passes(Duration.ofMillis(40));
        meter.handOver(List.of(frame));

        assertThat(meter.sample().age()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void workersAreNeverBusierThanTheyCanBe() {
        passes(Duration.ofNanos(10));
        backend.busyNanos = 1_000;

        assertThat(meter.sample().busyShare()).isEqualTo(1);
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
    }

    private DecodedFrame frame(Priority priority, int ageMillis) {
        Instant arrived = START.plusNanos(nanos).minusMillis(ageMillis);
        return decoded(new FrameOrigin("camera", priority, Optional.of(arrived)));
    }

    private DecodedFrame decoded(FrameOrigin origin) {
        PreparedImage image = new PreparedImage(FakeBackend.SIDE, new byte[3 * FakeBackend.SIDE * FakeBackend.SIDE]);
        Ticket ticket = new Ticket(new Budget(1, 1, 1, () -> nanos), origin.camera(), 1);
        return new DecodedFrame(ticket, image, false, Optional.empty(), origin, nanos, 0);
    }

    private Classification answer(DecodedFrame frame) throws Exception {
        return backend.classify(List.of(frame.image()), FakeBackend.POINT).get(0);
    }
}
