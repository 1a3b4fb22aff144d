package dev.avitstreams.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.batching.DynamicBatcher.Backlogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Nine cameras of a frame a second each and one of twenty, in front of an operator that can do no more than 20 frames a
 * second: too slow for all, more than fast enough for the nine.
 */
class FloodTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long A_FRAME_TAKES = 50 * MILLI;
    private static final int QUIET_CAMERAS = 9;
    private static final int FLOOD_RATE = 20;
    private static final int SECONDS = 60;
    private static final int BATCH = 8;

    private record Frame(boolean quiet, long arrivedAt) {}

    private record Arrival(String camera, Frame frame) {}

    private long now;

    @Test
    void theQuietOnesWaitForTwoBatchesAtMost() {
        long longest = longestWaitOfTheQuiet(0.5, Backlogs.TOGETHER);

        assertThat(longest).isLessThanOrEqualTo(2 * BATCH * A_FRAME_TAKES);
    }

    @Test
    void keptApartTheyWaitForAFewFrames() {
        long longest = longestWaitOfTheQuiet(0.5, Backlogs.APART);

        assertThat(longest).isLessThanOrEqualTo(4 * A_FRAME_TAKES);
    }

    @Test
    void inTheOrderOfArrivalTheyWouldWaitForTheFlood() {
        long longest = longestWaitOfTheQuiet(1, Backlogs.APART);

        assertThat(longest).isGreaterThan(10 * SECOND);
    }

    /** Until the batch with the frame is cut. Without shares all frames are as of one camera. */
    private long longestWaitOfTheQuiet(double share, Backlogs backlogs) {
        DynamicBatcher<Frame> batcher = new DynamicBatcher<>(
                new BatchLimits(BATCH, Duration.ofMillis(10), Long.MAX_VALUE, share), backlogs, () -> now);
        List<Arrival> arrivals = arrivals();
        int arrived = 0;
        long longest = 0;
        while (now < SECONDS * SECOND) {
            while (arrived < arrivals.size() && arrivals.get(arrived).frame.arrivedAt <= now) {
                Arrival next = arrivals.get(arrived++);
                batcher.add(share == 1 ? "" : next.camera, next.frame, 1);
            }
            Optional<Batch<Frame>> batch = batcher.poll(ALL);
            for (Frame frame : batch.map(Batch::items).orElse(List.of())) {
                if (frame.quiet) {
                    longest = Math.max(longest, now - frame.arrivedAt);
                }
            }
            now += batch.map(some -> some.items().size() * A_FRAME_TAKES).orElse(MILLI);
        }
        return longest;
    }

    private static List<Arrival> arrivals() {
        List<Arrival> arrivals = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            for (int slot = 0; slot < FLOOD_RATE; slot++) {
                long at = second * SECOND + slot * SECOND / FLOOD_RATE;
                arrivals.add(new Arrival("flood", new Frame(false, at)));
                if (slot < QUIET_CAMERAS) {
                    arrivals.add(new Arrival("quiet-" + slot, new Frame(true, at)));
                }
            }
        }
        return arrivals;
    }
}
