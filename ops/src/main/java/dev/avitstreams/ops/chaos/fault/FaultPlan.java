package dev.avitstreams.ops.chaos.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * What will be done to whom, in order; the same for the same seed.
 *
 * @param faults all kinds in turn, shuffled anew each time round
 */
public record FaultPlan(List<Fault> faults) {
    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** @param kinds to choose from */
    public static FaultPlan of(long seed, Collection<FaultKind> kinds, int count, FaultKind.Scene scene) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<FaultKind> turn = new ArrayList<>();
        while (faults.size() < count) {
            if (turn.isEmpty()) {
                turn.addAll(new TreeSet<>(kinds));
                Collections.shuffle(turn, random);
            }
            faults.add(turn.remove(0).draw(random, scene));
        }
        return new FaultPlan(faults);
    }
}
