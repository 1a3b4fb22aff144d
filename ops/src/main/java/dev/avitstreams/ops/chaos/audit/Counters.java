package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ModelIdentity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything in a summary that adds up, but for latencies, by name: {@code frames}, {@code macsExecuted}, {@code depth 3},
 * {@code label n03417042} and so on. Written anew from the schema's words, and not with the service's arithmetic, as
 * it is that which is audited. Belongs to one thread.
 */
final class Counters {
    static final String FRAMES = "frames";
    static final String CLASSIFIED = "classified";
    static final String REJECTED = "rejected ";
    static final String SKIPPED = "skipped";

    private static final int MOST_DIFFERENCES = 6;

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String name, long count) {
        if (count != 0) {
            counts.merge(name, count, Long::sum);
        }
    }

    long get(String name) {
        return counts.getOrDefault(name, 0L);
    }

    void add(HaltingSummary summary) {
        add(FRAMES, summary.getFrames());
        add(CLASSIFIED, summary.getClassified());
        summary.getRejected().forEach((category, count) -> add(REJECTED + category, count));
        summary.getSkipped().values().forEach(count -> add(SKIPPED, count));
        summary.getLabels().forEach((label, count) -> add(label(label), count));
        summary.getOperatingPoints().forEach((point, count) -> add(point(point), count));
        summary.getModels().forEach((model, count) -> add("model " + model, count));
        for (int layer = 1; layer <= summary.getDepthHistogram().size(); layer++) {
            add(depth(layer), summary.getDepthHistogram().get(layer - 1));
        }
        for (int layer = 1; layer <= summary.getActiveTokens().size(); layer++) {
            add(active(layer), summary.getActiveTokens().get(layer - 1));
        }
        addCost(summary.getTokens(), summary.getMacsExecuted(), summary.getMacsDense());
    }

    /** What a label says of its frame; that there was a frame is counted elsewhere. */
    void add(FrameLabel label) {
        ModelIdentity model = label.getModel();
        add(label(label.getTop().get(0).getId()), 1);
        add(point(label.getOperatingPoint()), 1);
        add("model " + model.getName() + ":" + model.getVersion() + ":" + model.getWeightsSha256(), 1);
        ByteBuffer patches = label.getHalting().getPatches().duplicate();
        long tokens = patches.remaining() + 1L;
        while (patches.hasRemaining()) {
            add(depth(patches.get()), 1);
        }
        add(depth(label.getHalting().getClassToken()), 1);
        List<Integer> active = label.getHalting().getActiveTokens();
        for (int layer = 1; layer <= active.size(); layer++) {
            add(active(layer), active.get(layer - 1));
        }
        addCost(tokens, label.getMacsExecuted(), label.getMacsDense());
    }

    void add(Counters others) {
        others.counts.forEach(this::add);
    }

    private void addCost(long tokens, long executed, long dense) {
        add("tokens", tokens);
        add("macsExecuted", executed);
        add("macsDense", dense);
    }

    private static String label(String id) {
        return "label " + id;
    }

    private static String point(String name) {
        return "point " + name;
    }

    private static String depth(int layer) {
        return "depth " + layer;
    }

    private static String active(int layer) {
        return "active in layer " + layer;
    }

    /** Whether any count is below the other's. */
    boolean isBelow(Counters other) {
        return other.counts.keySet().stream().anyMatch(name -> get(name) < other.get(name));
    }

    /** The first names whose counts differ; empty where none does. */
    List<String> differences(Counters wanted) {
        Map<String, Long> names = new TreeMap<>(counts);
        names.putAll(wanted.counts);
        return names.keySet().stream()
                .filter(name -> get(name) != wanted.get(name))
                .limit(MOST_DIFFERENCES)
                .map(name -> name + " " + get(name) + " instead of " + wanted.get(name))
                .toList();
    }
}
