package dev.avitstreams.ops.load;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What became of a step.
 *
 * @param offeredPerSecond frames; empty where they were sent as fast as they went
 * @param sent acknowledged by the broker
 * @param missing neither labelled nor dead-lettered when the run ended: skipped as stale, or lost
 * @param labelledPerSecond without the first and the last tenth
 * @param backlog frames without an outcome when the last of the step had been sent
 * @param stable whether the pipeline kept pace; false where no pace was set
 * @param mostLateMillis how long after it was due the latest frame was sent; not a number where not all were sent
 * @param millis of labelled frames, by {@link Stage} in lower case
 */
public record StepReport(
        OptionalDouble offeredPerSecond,
        long sent,
        long labelled,
        long deadLettered,
        long missing,
        double labelledPerSecond,
        long backlog,
        boolean stable,
        double mostLateMillis,
        Map<String, Quantiles> millis) {

    /** @throws IllegalStateException where nothing was labelled */
    public Quantiles millis(Stage stage) {
        Quantiles quantiles = millis.get(stage.name().toLowerCase(Locale.ROOT));
        if (quantiles == null) {
            throw new IllegalStateException("no frame of this step was labelled");
        }
        return quantiles;
    }
}
