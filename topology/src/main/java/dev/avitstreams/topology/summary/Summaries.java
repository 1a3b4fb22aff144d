package dev.avitstreams.topology.summary;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.schemas.HaltingSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The arithmetic of {@link HaltingSummary}: one frame as a summary, and the sum of two. The sum is exact, associative
 * and commutative in every counter; means, shares and quantiles are derived from the counters.
 */
public final class Summaries {
    private Summaries() {}

    /** A summary of nothing. */
    public static HaltingSummary empty(String camera, Instant start, Instant end) {
        return HaltingSummary.newBuilder()
                .setCameraId(camera)
                .setWindowStart(start)
                .setWindowEnd(end)
                .setFrames(0)
                .setClassified(0)
                .setRejected(Map.of())
                .setSkipped(Map.of())
                .setLate(0)
                .setLabels(Map.of())
                .setTokens(0)
                .setDepthHistogram(List.of())
                .setActiveTokens(List.of())
                .setMeanDepth(0)
                .setMinDepth(0)
                .setMaxDepth(0)
                .setMacsExecuted(0)
                .setMacsDense(0)
                .setSavedShare(0)
                .setLatencyHistogram(LatencyHistogram.empty())
                .setLatencyMillisP50(0)
                .setLatencyMillisP95(0)
                .setLatencyMillisP99(0)
                .setOperatingPoints(Map.of())
                .setModels(Map.of())
                .build();
    }

    /**
     * One frame.
     *
     * @param latencyMillis from capture to processing
     */
    public static HaltingSummary ofFrame(
            String camera, Instant start, Instant end, FrameOutcome outcome, long latencyMillis) {
        HaltingSummary one = empty(camera, start, end);
        one.setFrames(1);
        return derive(outcome.match(
                classified -> addClassification(one, classified.classification(), latencyMillis),
                rejected -> {
                    one.setRejected(Map.of(rejected.category().tag(), 1L));
                    return one;
                },
                skipped -> {
                    one.setSkipped(Map.of(skipped.reason().tag(), 1L));
                    return one;
                }));
    }

    private static HaltingSummary addClassification(HaltingSummary one, Classification c, long latencyMillis) {
        List<Long> depths = depthHistogram(c);
        one.setClassified(1);
        one.setLabels(Map.of(c.top().get(0).id(), 1L));
        one.setTokens(depths.stream().mapToLong(Long::longValue).sum());
        one.setDepthHistogram(depths);
        List<Long> active = new ArrayList<>();
        for (int tokens : c.activeTokens()) {
            active.add((long) tokens);
        }
        one.setActiveTokens(active);
        one.setMacsExecuted(c.macsExecuted());
        one.setMacsDense(c.macsDense());
        one.setLatencyHistogram(LatencyHistogram.of(latencyMillis));
        one.setOperatingPoints(Map.of(c.operatingPoint(), 1L));
        one.setModels(Map.of(
                c.model().name() + ":" + c.model().version() + ":" + c.model().weightsSha256(), 1L));
        return one;
    }

    private static List<Long> depthHistogram(Classification c) {
        long[] counts = new long[c.activeTokens().length];
        for (byte depth : c.patchDepths().depths()) {
            counts[depth - 1]++;
        }
        counts[c.classTokenDepth() - 1]++;
        List<Long> histogram = new ArrayList<>(counts.length);
        for (long count : counts) {
            histogram.add(count);
        }
        return histogram;
    }

    /** The sum, named and dated as {@code a}. */
    public static HaltingSummary add(HaltingSummary a, HaltingSummary b) {
        HaltingSummary sum = empty(a.getCameraId(), a.getWindowStart(), a.getWindowEnd());
        sum.setFrames(a.getFrames() + b.getFrames());
        sum.setClassified(a.getClassified() + b.getClassified());
        sum.setRejected(add(a.getRejected(), b.getRejected()));
        sum.setSkipped(add(a.getSkipped(), b.getSkipped()));
        sum.setLate(a.getLate() + b.getLate());
        sum.setLabels(add(a.getLabels(), b.getLabels()));
        sum.setTokens(a.getTokens() + b.getTokens());
        sum.setDepthHistogram(add(a.getDepthHistogram(), b.getDepthHistogram()));
        sum.setActiveTokens(add(a.getActiveTokens(), b.getActiveTokens()));
        sum.setMacsExecuted(a.getMacsExecuted() + b.getMacsExecuted());
        sum.setMacsDense(a.getMacsDense() + b.getMacsDense());
        sum.setLatencyHistogram(add(a.getLatencyHistogram(), b.getLatencyHistogram()));
        sum.setOperatingPoints(add(a.getOperatingPoints(), b.getOperatingPoints()));
        sum.setModels(add(a.getModels(), b.getModels()));
        return derive(sum);
    }

    private static HaltingSummary derive(HaltingSummary s) {
        List<Long> depths = s.getDepthHistogram();
        long weighted = 0;
        int min = 0;
        int max = 0;
        for (int layer = 1; layer <= depths.size(); layer++) {
            long count = depths.get(layer - 1);
            weighted += layer * count;
            if (count > 0) {
                min = min == 0 ? layer : min;
                max = layer;
            }
        }
        s.setMinDepth(min);
        s.setMaxDepth(max);
        s.setMeanDepth(s.getTokens() == 0 ? 0 : (double) weighted / s.getTokens());
        s.setSavedShare(s.getMacsDense() == 0 ? 0 : 1 - (double) s.getMacsExecuted() / s.getMacsDense());
        s.setLatencyMillisP50(LatencyHistogram.quantile(s.getLatencyHistogram(), 0.50));
        s.setLatencyMillisP95(LatencyHistogram.quantile(s.getLatencyHistogram(), 0.95));
        s.setLatencyMillisP99(LatencyHistogram.quantile(s.getLatencyHistogram(), 0.99));
        return s;
    }

    private static Map<String, Long> add(Map<String, Long> a, Map<String, Long> b) {
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }

    private static List<Long> add(List<Long> a, List<Long> b) {
        List<Long> sum = new ArrayList<>();
        ToLongFunction<Integer> first = i -> i < a.size() ? a.get(i) : 0L;
        ToLongFunction<Integer> second = i -> i < b.size() ? b.get(i) : 0L;
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            sum.add(first.applyAsLong(i) + second.applyAsLong(i));
        }
        return sum;
    }
}
