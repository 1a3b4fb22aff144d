package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.Ladder;
import java.time.Duration;

/**
 * What frames cost. A batch begins when the one before has ended and it is full or its first frame has waited; its frames
 * are spread over the workers.
 *
 * @param fixedMillis of a worker for a frame, whatever its operating point: decoding, Kafka
 * @param millisPerGmac of a worker for 10⁹ multiply-accumulates
 * @param noise of a frame's multiply-accumulates: uniform, give or take this share
 * @param arrival before a frame can be handed to the operator: fetching, decoding
 * @param publishing after a frame was computed
 */
public record Machine(
        int workers,
        double fixedMillis,
        double millisPerGmac,
        double noise,
        Duration arrival,
        Duration publishing,
        int batch,
        Duration batchDelay) {

    public Machine {
        if (workers < 1 || batch < 1) {
            throw new IllegalArgumentException("workers is " + workers + " and batch " + batch + ", must be 1 or more");
        }
        if (!(fixedMillis >= 0) || !(millisPerGmac > 0)) {
            throw new IllegalArgumentException("fixedMillis is " + fixedMillis + " and millisPerGmac " + millisPerGmac
                    + ", must be 0 or more and above 0");
        }
        if (!(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("noise is " + noise + ", must be 0 to 1");
        }
    }

    /** Two cores as of a small computer, with delays as the service has them through Kafka. */
    public static Machine ofTwoCores() {
        return new Machine(2, 12, 21, 0.2, Duration.ofMillis(30), Duration.ofMillis(30), 16, Duration.ofMillis(10));
    }

    /** Frames a second that it can serve at most, all of them at one place of the ladder. */
    public double capacity(Ladder ladder, int place) {
        return workers * 1e3 / (fixedMillis + millisPerGmac * ladder.gmacs(place));
    }
}
