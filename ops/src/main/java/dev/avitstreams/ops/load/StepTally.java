package dev.avitstreams.ops.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** The frames of one step. Not thread-safe. */
final class StepTally {
    private static final int DIGITS = 3;

    private final Map<Stage, Histogram> micros = new EnumMap<>(Stage.class);
    private final Arrivals arrivals = new Arrivals();
    private long sent;
    private long labelled;
    private long deadLettered;

    StepTally() {
        for (Stage stage : Stage.values()) {
            micros.put(stage, new Histogram(DIGITS));
        }
    }

    void sent() {
        sent++;
    }

    void finished(Journey.Sent frame, Journey outcome) {
        if (outcome instanceof Journey.Labelled label) {
            labelled++;
            arrivals.add(label.seenAt());
            long publish = label.seenAt() - frame.appendedAt();
            record(Stage.APPEND, frame.appendedAt() - frame.dueAt());
            record(Stage.DECODE, label.decode());
            record(Stage.QUEUE, label.queue());
            record(Stage.OPERATOR, label.operator());
            record(Stage.KAFKA, publish - label.decode() - label.queue() - label.operator());
            record(Stage.PUBLISH, publish);
            record(Stage.ALL, label.seenAt() - frame.dueAt());
        } else {
            deadLettered++;
        }
    }

    /** Clocks have whole milliseconds at the broker, so that a short time may come out below zero. */
    private void record(Stage stage, long value) {
        histogram(stage).recordValue(Math.max(0, value));
    }

    private Histogram histogram(Stage stage) {
        return Objects.requireNonNull(micros.get(stage));
    }

    long sentFrames() {
        return sent;
    }

    long finishedFrames() {
        return labelled + deadLettered;
    }

    StepReport report(LoadStep step, Backlog backlog) {
        Map<String, Quantiles> stages = new LinkedHashMap<>();
        if (labelled > 0) {
            for (Stage stage : Stage.values()) {
                stages.put(stage.name().toLowerCase(Locale.ROOT), Quantiles.of(histogram(stage)));
            }
        }
        return new StepReport(
                step.isPaced() ? OptionalDouble.of(step.framesPerSecond()) : OptionalDouble.empty(),
                sent,
                labelled,
                deadLettered,
                sent - labelled - deadLettered,
                arrivals.perSecond(),
                backlog.end(),
                step.isPaced() && backlog.isStable(step.frames()),
                backlog.mostLateMillis(),
                stages);
    }
}
