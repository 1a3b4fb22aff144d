package dev.avitstreams.ops.chaos.series;

import dev.avitstreams.ops.chaos.ExactlyOncePlan;
import dev.avitstreams.ops.chaos.fault.FaultKind;
import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Short runs with seeds that follow each other. Kinds of faults are dealt out like cards, so that each comes up equally
 * often, and group protocols take turns.
 *
 * @param faults of each run
 * @param kinds to deal out
 * @param groupProtocols one or two
 * @param seed of the first run
 */
public record SeriesPlan(
        int runs,
        int frames,
        int faults,
        Set<FaultKind> kinds,
        int cameras,
        int partitions,
        int instances,
        int brokers,
        double framesPerSecond,
        long seed,
        List<String> groupProtocols,
        Path model,
        Path directory) {

    public SeriesPlan {
        if (runs < 1 || runs > 10_000) {
            throw new IllegalArgumentException("runs is " + runs + ", must be from 1 to 10000");
        }
        if (faults < 1) {
            throw new IllegalArgumentException("faults is " + faults + ", must be 1 or more");
        }
        kinds = kinds.isEmpty() ? kinds : EnumSet.copyOf(kinds);
        groupProtocols = List.copyOf(groupProtocols);
    }

    /** @throws IllegalArgumentException naming what no run could be made of */
    public List<ExactlyOncePlan> plans() {
        List<Set<FaultKind>> hands = deal();
        return IntStream.range(0, runs)
                .mapToObj(run -> new ExactlyOncePlan(
                        "chaos-%02d".formatted(run + 1),
                        frames,
                        faults,
                        hands.get(run),
                        cameras,
                        partitions,
                        instances,
                        brokers,
                        framesPerSecond,
                        seed + run,
                        ProcessingGuarantee.EXACTLY_ONCE_V2,
                        groupProtocols.get(run % groupProtocols.size()),
                        Timeouts.SHORT,
                        model,
                        directory.resolve("run-%02d".formatted(run + 1))))
                .toList();
    }

    /** The command that does one of the runs again, alone. */
    public static String replay(ExactlyOncePlan plan) {
        return "avit chaos exactly-once --short --frames " + plan.frames() + " --faults " + plan.faults() + " --kinds "
                + plan.kinds().stream().map(FaultKind::label).collect(Collectors.joining(","))
                + " --cameras " + plan.cameras() + " --partitions " + plan.partitions() + " --instances "
                + plan.instances() + " --brokers " + plan.brokers() + " --rate " + plan.framesPerSecond()
                + " --group-protocol " + plan.groupProtocol() + " --seed " + plan.seed() + " --model '"
                + plan.model() + "'";
    }

    private List<Set<FaultKind>> deal() {
        Random random = new Random(seed);
        List<FaultKind> deck = new ArrayList<>();
        List<Set<FaultKind>> hands = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Set<FaultKind> hand = new TreeSet<>();
            for (int i = 0; i < Math.min(faults, kinds.size()); i++) {
                hand.add(next(deck, hand, random));
            }
            hands.add(hand);
        }
        return hands;
    }

    private FaultKind next(List<FaultKind> deck, Collection<FaultKind> hand, Random random) {
        for (FaultKind kind : deck) {
            if (!hand.contains(kind)) {
                deck.remove(kind);
                return kind;
            }
        }
        List<FaultKind> fresh = new ArrayList<>(kinds);
        Collections.shuffle(fresh, random);
        deck.addAll(fresh);
        return next(deck, hand, random);
    }
}
