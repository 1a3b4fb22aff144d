package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.device.Pass;
import dev.avitstreams.inference.halting.Pruning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a model that halts is compared with: the dense model, as it is or made cheaper without learning. */
public enum Peer {
    /** As it is. */
    DENSE,
    /** Without its first layers. */
    LAYERS,
    /** Patches dropped by lot in three places. */
    RANDOM,
    /** Patches dropped by the attention the class token pays them, in the same places. */
    ATTENTION;

    private static final List<Double> KEPT = List.of(.9, .8, .75, .7, .65, .6, .5);
    private static final int MOST_LAYERS = 5;
    private static final long SEED = 1;

    /** In reports. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the name of their point. */
    Map<String, Pass> passes() {
        Map<String, Pass> points = new LinkedHashMap<>();
        switch (this) {
            case DENSE -> points.put("dense", Pass.dense());
            case LAYERS ->
                IntStream.rangeClosed(1, MOST_LAYERS)
                        .forEach(count -> points.put("less-" + count, Pass.pruned(new Pruning.EarlyLayers(count))));
            case RANDOM ->
                KEPT.forEach(kept -> points.put("keep-" + kept, Pass.pruned(new Pruning.RandomTokens(kept, SEED))));
            case ATTENTION ->
                KEPT.forEach(kept -> points.put("keep-" + kept, Pass.pruned(new Pruning.LeastAttended(kept))));
        }
        return points;
    }
}
