package dev.avitstreams.ops.bench.elastic;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@code avit bench elastic --live} found. Latencies are from a frame's arrival in its topic to its label's being
 * visible for a reader of committed records.
 *
 * @param capacityOf operating point whose capacity the loads are multiples of
 * @param capacity frames a second with all of them at that point
 * @param threads of the service; empty for its default
 * @param warmUpSeconds how long the peak was sent before each run, and then usual load
 * @param reactionSeconds after a change of load that the controller may take
 * @param bootstrap where the broker was, at which its kept data is to be served again
 * @param registry likewise
 */
public record LiveReport(
        String model,
        String processor,
        String capacityOf,
        double capacity,
        long objectiveMillis,
        long skipStaleAfterMillis,
        int cameras,
        OptionalInt threads,
        long warmUpSeconds,
        double reactionSeconds,
        String bootstrap,
        String registry,
        List<Row> rows) {
    public LiveReport {
        rows = List.copyOf(rows);
    }

    /**
     * A run.
     *
     * @param mode {@code fixed} or {@code elastic}
     * @param round from 1
     * @param service whose settings and log are in {@code service-N} of the folder that is kept
     * @param beganMillis before the first frame was sent, since the epoch; warming up is over
     * @param endedMillis after the last one's label or patience
     * @param all over all segments
     * @param points each that was used, the best first
     */
    public record Row(
            String mode,
            int round,
            int service,
            long beganMillis,
            long endedMillis,
            Part all,
            List<Part> segments,
            List<PointUse> points,
            Series series) {
        public Row {
            segments = List.copyOf(segments);
            points = List.copyOf(points);
        }
    }

    /**
     * A run or a segment of it, by when frames arrived.
     *
     * @param factor of the capacity; empty for the whole run
     * @param skipped frames that were too old when their turn came: of the whole run as many as the service counts, of a
     *     segment those without a label. A run in which frames are missing otherwise is none
     * @param withinObjective share of the offered frames labelled in time
     * @param p95AfterReaction without the frames that arrived within the reaction time after the segment's beginning
     * @param top1 share of the labelled frames of known class that are right; empty where none is known
     * @param expectedTop1 what the points' measurements let expect of the labelled frames
     * @param meanGmacs of the labelled frames
     * @param punctual whether no frame was sent later than planned by more than 5 % of a segment: else the load was not what
     *     it says
     * @param mostLateMillis how long after it was due the latest was sent
     */
    public record Part(
            OptionalDouble factor,
            int offered,
            int labelled,
            int skipped,
            double withinObjective,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double p95AfterReaction,
            OptionalDouble top1,
            double expectedTop1,
            double meanGmacs,
            boolean punctual,
            double mostLateMillis) {}

    /**
     * A point's frames.
     *
     * @param ofKnownClass frames that carry their truth
     * @param top1 share of these that are right; empty where there is none
     * @param measuredTop1 as the model's folder says
     * @param measuredGmacs likewise
     */
    public record PointUse(
            String point,
            int frames,
            double share,
            int ofKnownClass,
            OptionalDouble top1,
            double measuredTop1,
            double meanGmacs,
            double measuredGmacs) {}
}
