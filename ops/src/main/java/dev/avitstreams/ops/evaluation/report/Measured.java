package dev.avitstreams.ops.evaluation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What depends on the machine.
 *
 * @param seconds from begin to end, interruptions left out
 * @param operatorShare of the workers' time that contenders took; {@code decodeShare} reading and decoding; {@code
 *     otherShare} the rest, waiting for frames among it
 */
public record Measured(
        double seconds,
        @Nullable Double framesPerSecond,
        @Nullable Double operatorShare,
        @Nullable Double decodeShare,
        @Nullable Double otherShare,
        List<Times> contenders) {

    /** Times a frame of one contender, in milliseconds: the median and the slowest of twenty. */
    public record Times(
            String model,
            String point,
            @Nullable Double millisPerFrame,
            @Nullable Double millisP95) {}
}
