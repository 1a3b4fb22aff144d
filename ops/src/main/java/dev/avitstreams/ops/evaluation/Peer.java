package dev.avitstreams.ops.evaluation;

import dev.avitstreams.inference.evaluation.Contender;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.Pruning;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** By the name of their point. */
    Map<String, Contender> contenders(AVit dense) {
        Map<String, Contender> points = new LinkedHashMap<>();
        switch (this) {
            case DENSE -> points.put("dense", Contender.dense(dense));
            case LAYERS ->
                IntStream.rangeClosed(1, MOST_LAYERS)
                        .forEach(count ->
                                points.put("less-" + count, Contender.pruned(dense, new Pruning.EarlyLayers(count))));
            case RANDOM ->
                KEPT.forEach(kept ->
                        points.put("keep-" + kept, Contender.pruned(dense, new Pruning.RandomTokens(kept, SEED))));
            case ATTENTION ->
                KEPT.forEach(
                        kept -> points.put("keep-" + kept, Contender.pruned(dense, new Pruning.LeastAttended(kept))));
        }
        return points;
    }
}
