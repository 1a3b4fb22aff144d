package dev.avitstreams.ops.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.console.StopSignal;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong clock = new AtomicLong(TimeUnit.HOURS.toNanos(1));

    @Test
    void aStreamAtTwiceTheRateLosesEveryOtherFrame() {
        Pace pace = new Pace(OptionalDouble.of(10), 0, clock::get);
        int taken = 0;
        for (int frame = 0; frame < 40; frame++) {
            taken += pace.isDue() ? 1 : 0;
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
        }

        assertThat(taken).isBetween(19, 21);
    }

    @Test
    void aStreamAtJustTheRateLosesNoFrameToJitter() {
        Pace pace = new Pace(OptionalDouble.of(10), 0, clock::get);
        int taken = 0;
        for (int frame = 0; frame < 40; frame++) {
            taken += pace.isDue() ? 1 : 0;
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(frame % 2 == 0 ? 70 : 130));
        }

        assertThat(taken).isEqualTo(40);
    }

    @Test
    void firstFrameComesAsLateAsItsPhase() {
        Pace pace = new Pace(OptionalDouble.of(1), .75, clock::get);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(240)); // a live frame is taken up to half a period early
        assertThat(pace.isDue()).isFalse();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void afterAStallItDoesNotHurryAfterWhatWasMissed() {
        Pace pace = new Pace(OptionalDouble.of(10), 0, clock::get);
        pace.isDue();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
        int atOnce = 0;
        while (pace.isDue()) {
            atOnce++;
        }

        assertThat(atOnce).isLessThanOrEqualTo(2);
    }

    @Test
    void aWishToStopEndsTheWaiting() {
        Pace pace = new Pace(OptionalDouble.of(0.001), 0, clock::get);
        StopSignal stop = StopSignal.internal();
        assertThat(pace.await(stop)).as("the first frame is due at once").isTrue();

        stop.request();

        assertThat(pace.await(stop)).isFalse();
    }

    @Test
    void aBudgetIsSharedAndFramesNotSentAreGivenBack() {
        FrameBudget budget = FrameBudget.of(2);

        assertThat(budget.tryTake()).isTrue();
        assertThat(budget.tryTake()).isTrue();
        assertThat(budget.tryTake()).isFalse();
        budget.giveBack();
        assertThat(budget.tryTake()).isTrue();
    }
}
