package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.ops.chaos.audit.Outcome.DeadLettered;
import dev.avitstreams.ops.chaos.audit.Outcome.Labelled;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects what came out and holds it against the {@link Ledger}. A frame is known by its position in the frames topic,
 * as one that is no event has no other name; labels must name the frame, camera and sequence produced there besides.
 *
 * <p>Outcomes must be added in the order of their partitions. Belongs to one thread.
 */
public final class Audit {
    private final List<Labelled> labels = new ArrayList<>();
    private final List<DeadLettered> deadLetters = new ArrayList<>();
    private final SummaryTotals summaries = new SummaryTotals();
    private final Set<Position> accounted = new HashSet<>();

    /**
     * @param at position of the record in the labels topic
     * @param appendedAtMillis when the broker took it
     */
    public void add(FrameLabel label, Position at, long appendedAtMillis) {
        Position origin =
                new Position(label.getSource().getPartition(), label.getSource().getOffset());
        labels.add(new Labelled(
                origin, at, label.getFrameId(), label.getCameraId(), label.getSequence(), appendedAtMillis));
        if (accounted.add(origin)) {
            summaries.add(label);
        }
    }

    public void add(DeadLettered letter) {
        deadLetters.add(letter);
        accounted.add(letter.origin());
    }

    /** @param at position of the record in the summaries topic */
    public void add(HaltingSummary summary, Position at) {
        summaries.add(summary, at);
    }

    /** Frames with at least one outcome. */
    public int accounted() {
        return accounted.size();
    }

    public int labels() {
        return labels.size();
    }

    public int deadLetters() {
        return deadLetters.size();
    }

    /** Frames that summaries over all cameras call skipped. */
    public long skipped() {
        return summaries.skipped(SummaryTotals.ALL_CAMERAS);
    }

    public long summaries() {
        return summaries.records();
    }

    /** Frames that the summaries over all cameras tell of. */
    public long summarised() {
        return summaries.overallFrames();
    }

    /** Milliseconds from a frame's arrival on the broker to its label's, in ascending order. */
    public long[] latencyMillis(Ledger ledger) {
        return labels.stream()
                .flatMap(label -> ledger.at(label.origin()).stream()
                        .map(frame -> label.appendedAtMillis() - frame.appendedAtMillis()))
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    /** Everything that is wrong, once nothing more will come out. */
    public void check(Ledger ledger, Findings findings) {
        Map<Position, Outcome> first = new HashMap<>();
        List<Outcome> firstLabels = firstOf(labels, first, findings);
        List<Outcome> firstLetters = firstOf(deadLetters, first, findings);
        Set<Position> skipped = skipped(ledger, first.keySet(), findings);
        for (Outcome outcome : first.values()) {
            ledger.at(outcome.origin())
                    .ifPresentOrElse(
                            frame -> compare(frame, outcome, findings),
                            () -> findings.add(Violation.STRANGER, outcome.toString()));
        }
        checkOrder(firstLabels, ledger, findings);
        checkOrder(firstLetters, ledger, findings);
        summaries.check(ledger.frames(), skipped, findings);
    }

    /** A camera's frames without an outcome, if its summaries tell of as many; else they are lost. */
    private Set<Position> skipped(Ledger ledger, Set<Position> withOutcome, Findings findings) {
        Map<String, List<Produced>> missing = ledger.frames().stream()
                .filter(frame -> !withOutcome.contains(frame.at()))
                .collect(Collectors.groupingBy(Produced::cameraId));
        Set<Position> skipped = new HashSet<>();
        missing.forEach((camera, frames) -> {
            if (frames.size() == summaries.skipped(camera)) {
                frames.forEach(frame -> skipped.add(frame.at()));
            } else {
                frames.forEach(frame -> findings.add(Violation.LOST, frame.toString()));
            }
        });
        return skipped;
    }

    /** The outcomes that are the first of their frames, in order; the others are doubles. */
    private static List<Outcome> firstOf(
            List<? extends Outcome> outcomes, Map<Position, Outcome> first, Findings findings) {
        List<Outcome> kept = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Outcome earlier = first.putIfAbsent(outcome.origin(), outcome);
            if (earlier == null) {
                kept.add(outcome);
            } else {
                findings.add(Violation.DOUBLED, earlier + " and " + outcome);
            }
        }
        return kept;
    }

    private static void compare(Produced frame, Outcome outcome, Findings findings) {
        if (outcome instanceof Labelled label) {
            if (frame.kind().rejection().isPresent()) {
                findings.add(Violation.MISJUDGED, frame + " was labelled: " + label);
            }
            if (!label.frameId().equals(frame.frameId())
                    || !label.cameraId().equals(frame.cameraId())
                    || label.sequence() != frame.sequence()) {
                findings.add(
                        Violation.ALTERED,
                        frame + " became " + label + ", frame " + label.frameId() + " of camera " + label.cameraId()
                                + ", sequence " + label.sequence());
            }
        } else if (outcome instanceof DeadLettered letter) {
            String wanted = frame.kind().rejection().map(ErrorCategory::tag).orElse("a label");
            if (!letter.category().equals(wanted)) {
                findings.add(Violation.MISJUDGED, frame + " became " + letter + " instead of " + wanted);
            }
            if (letter.valueCrc() != frame.valueCrc()) {
                findings.add(Violation.ALTERED, letter + " has not the bytes of " + frame);
            }
        }
    }

    /** Within one topic: a camera keeps to one partition, in the order of its sequence. */
    private static void checkOrder(List<Outcome> outcomes, Ledger ledger, Findings findings) {
        Map<String, Produced> lastFrames = new HashMap<>();
        Map<String, Outcome> lastOutcomes = new HashMap<>();
        for (Outcome outcome : outcomes) {
            Produced frame = ledger.at(outcome.origin()).orElse(null);
            if (frame == null) {
                continue; // a stranger, already told
            }
            Produced last = lastFrames.put(frame.cameraId(), frame);
            Outcome before = lastOutcomes.put(frame.cameraId(), outcome);
            if (last == null || before == null) {
                continue;
            }
            if (last.sequence() >= frame.sequence()) {
                findings.add(Violation.REORDERED, outcome + " comes after " + before + ": " + frame + " after " + last);
            }
            if (before.at().partition() != outcome.at().partition()) {
                findings.add(
                        Violation.REORDERED,
                        "camera " + frame.cameraId() + " is in two partitions: " + before + " and " + outcome);
            }
        }
    }
}
