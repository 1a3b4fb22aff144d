package dev.avitstreams.ops.load;

import dev.avitstreams.ops.inspect.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All frames of a load. A frame is known by its position in the frames topic from its acknowledgement to its outcome and
 * forgotten then, but for the counts. Thread-safe.
 */
final class Journeys {
    private final Map<Position, Journey> open = new HashMap<>();
    private final List<StepTally> tallies;

    Journeys(int steps) {
        this.tallies =
                IntStream.range(0, steps).mapToObj(step -> new StepTally()).toList();
    }

    synchronized void sent(Position at, Journey.Sent sent) {
        tallies.get(sent.step()).sent();
        Journey outcome = open.remove(at); // it may overtake the acknowledgement
        if (outcome == null) {
            open.put(at, sent);
        } else {
            tallies.get(sent.step()).finished(sent, outcome);
        }
    }

    /** @param outcome of the frame there, which is one of this load */
    synchronized void finished(Position at, Journey outcome) {
        Journey known = open.get(at);
        if (known instanceof Journey.Sent sent) {
            open.remove(at);
            tallies.get(sent.step()).finished(sent, outcome);
        } else {
            open.put(at, outcome);
        }
    }

    synchronized long sent() {
        return tallies.stream().mapToLong(StepTally::sentFrames).sum();
    }

    synchronized long finished() {
        return tallies.stream().mapToLong(StepTally::finishedFrames).sum();
    }

    /** Frames of a step that are acknowledged and have no outcome. */
    synchronized long backlog(int step) {
        StepTally tally = tallies.get(step);
        return tally.sentFrames() - tally.finishedFrames();
    }

    /** Outcomes without a frame that is waiting for one: second outcomes of the same frame, once all frames are in. */
    synchronized long unclaimed() {
        return open.values().stream()
                .filter(journey -> !(journey instanceof Journey.Sent))
                .count();
    }

    synchronized List<StepReport> report(LoadPlan plan, List<Backlog> backlogs) {
        return IntStream.range(0, tallies.size())
                .mapToObj(step -> tallies.get(step).report(plan.steps().get(step), backlogs.get(step)))
                .toList();
    }
}
