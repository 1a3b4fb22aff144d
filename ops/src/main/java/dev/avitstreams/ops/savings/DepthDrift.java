package dev.avitstreams.ops.savings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where a camera's depths have moved, which they do when its scene has changed: it was turned, blinded, or dusk fell.
 *
 * <p>Depths of a bucket are compared with those of the buckets before it by how far tokens would have to be moved, in
 * layers, to make one distribution the other (the first Wasserstein distance). That is an alarm where it exceeds both a
 * fixed number of layers and, by half, the farthest this camera has moved from one bucket to the next: a camera that sees
 * something new every minute is not alarming for that. After an alarm the new scene becomes what is usual.
 */
final class DepthDrift {
    private static final int BASELINE_BUCKETS = 6;
    private static final int LEAST_BUCKETS = 5;
    private static final long LEAST_FRAMES = 20;
    private static final double USUAL_TIMES = 1.5;

    private final double leastLayers;

    /** @param leastLayers distance below which nothing is alarming */
    DepthDrift(double leastLayers) {
        this.leastLayers = leastLayers;
    }

    /** The alarms of one camera, in time. */
    List<DriftAlarm> alarms(String camera, TreeMap<Instant, Tally> buckets) {
        List<DriftAlarm> alarms = new ArrayList<>();
        List<Tally> before = new ArrayList<>();
        List<Double> steps = new ArrayList<>();
        for (Map.Entry<Instant, Tally> bucket : buckets.entrySet()) {
            Tally now = bucket.getValue();
            if (now.classified() < LEAST_FRAMES) {
                continue;
            }
            if (before.size() >= LEAST_BUCKETS) {
                Tally baseline = new Tally();
                before.subList(Math.max(0, before.size() - BASELINE_BUCKETS), before.size())
                        .forEach(baseline::add);
                double moved = distance(baseline.tokens(), now.tokens());
                double usual = farthest(steps);
                if (moved > Math.max(leastLayers, USUAL_TIMES * usual)) {
                    alarms.add(new DriftAlarm(
                            camera, bucket.getKey().toString(), moved, usual, baseline.meanDepth(), now.meanDepth()));
                    before.clear();
                    steps.clear();
                }
            }
            if (!before.isEmpty()) {
                steps.add(distance(before.get(before.size() - 1).tokens(), now.tokens()));
            }
            before.add(now);
        }
        return alarms;
    }

    /** In layers; histograms of different length belong to different models and are compared layer by layer. */
    static double distance(List<Long> one, List<Long> other) {
        double oneCount = one.stream().mapToLong(Long::longValue).sum();
        double otherCount = other.stream().mapToLong(Long::longValue).sum();
        if (oneCount == 0 || otherCount == 0) {
            return 0;
        }
        double ahead = 0;
        double moved = 0;
        for (int layer = 0; layer < Math.max(one.size(), other.size()); layer++) {
            ahead += (layer < one.size() ? one.get(layer) / oneCount : 0)
                    - (layer < other.size() ? other.get(layer) / otherCount : 0);
            moved += Math.abs(ahead);
        }
        return moved;
    }

    private static double farthest(List<Double> steps) {
        return steps.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
