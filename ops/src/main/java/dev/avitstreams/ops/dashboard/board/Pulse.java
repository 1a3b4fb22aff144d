package dev.avitstreams.ops.dashboard.board;

import java.util.Map;
import java.util.TreeMap;

/** Sums over the last minute, in slots of a second. Guarded by the board. */
public final class Pulse {
    private static final int SLOTS = 64;
    private static final int SECONDS = 60;
    /** For rates that are to follow quickly. */
    private static final int RECENT_SECONDS = 10;
    /** More than models have; whoever writes labels could invent names. */
    private static final int MOST_POINTS = 12;

    private final Slot[] slots = new Slot[SLOTS];
    private long firstSecond = Long.MAX_VALUE;

    /**
     * What came out in the last minute.
     *
     * @param framesPerSecond over its last ten seconds
     * @param batchP50 median size of a micro-batch; 0 where nothing came out
     * @param operatorMillis the operator's time for a frame: a batch's time shared out among its frames; 0 where nothing
     *     came out
     * @param points frames of its last ten seconds by the operating point they were computed at
     */
    public record Minute(
            double framesPerSecond,
            long classified,
            long rejected,
            long macsExecuted,
            long macsDense,
            int batchP50,
            double operatorMillis,
            Map<String, Long> points) {}

    private static final class Slot {
        private long second;
        private long classified;
        private long rejected;
        private long macsExecuted;
        private long macsDense;
        private double operatorMicros;
        /** Batches by size; a frame of a batch of n stands for one n-th of it. */
        private final Map<Integer, Double> batches = new TreeMap<>();
        /** Frames by operating point. */
        private final Map<String, Long> points = new TreeMap<>();
    }

    void add(SeenFrame frame) {
        Slot slot = slot(frame.seenAt());
        int batch = Math.max(frame.batchSize(), 1);
        slot.classified++;
        slot.macsExecuted += frame.macsExecuted();
        slot.macsDense += frame.macsDense();
        slot.operatorMicros += (double) frame.inferenceMicros() / batch;
        slot.batches.merge(batch, 1.0 / batch, Double::sum);
        if (slot.points.size() < MOST_POINTS || slot.points.containsKey(frame.operatingPoint())) {
            slot.points.merge(frame.operatingPoint(), 1L, Long::sum);
        }
    }

    void addRejected(long at) {
        slot(at).rejected++;
    }

    private Slot slot(long millis) {
        long second = Math.floorDiv(millis, 1000);
        firstSecond = Math.min(firstSecond, second);
        int index = Math.floorMod(second, SLOTS);
        Slot slot = slots[index];
        if (slot != null && slot.second > second) {
            return new Slot(); // older than a minute: counted nowhere
        }
        if (slot == null || slot.second != second) {
            slot = new Slot();
            slot.second = second;
            slots[index] = slot;
        }
        return slot;
    }

    Minute lastMinute(long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1000);
        Slot sum = new Slot();
        long recent = 0;
        for (Slot slot : slots) {
            if (slot == null || slot.second > now || slot.second <= now - SECONDS) {
                continue;
            }
            sum.classified += slot.classified;
            sum.rejected += slot.rejected;
            sum.macsExecuted += slot.macsExecuted;
            sum.macsDense += slot.macsDense;
            sum.operatorMicros += slot.operatorMicros;
            slot.batches.forEach((size, count) -> sum.batches.merge(size, count, Double::sum));
            if (slot.second < now && slot.second >= now - RECENT_SECONDS) { // the present second is not over
                recent += slot.classified + slot.rejected;
                slot.points.forEach((point, count) -> sum.points.merge(point, count, Long::sum));
            }
        }
        long seconds = Math.min(Math.max(now - firstSecond, 1), RECENT_SECONDS);
        return new Minute(
                (double) recent / seconds,
                sum.classified,
                sum.rejected,
                sum.macsExecuted,
                sum.macsDense,
                median(sum.batches),
                sum.classified == 0 ? 0 : sum.operatorMicros / sum.classified / 1000,
                sum.points);
    }

    private static int median(Map<Integer, Double> counts) {
        double half = counts.values().stream().mapToDouble(Double::doubleValue).sum() / 2;
        double passed = 0;
        for (Map.Entry<Integer, Double> entry : counts.entrySet()) {
            passed += entry.getValue();
            if (passed >= half) {
                return entry.getKey();
            }
        }
        return 0;
    }
}
