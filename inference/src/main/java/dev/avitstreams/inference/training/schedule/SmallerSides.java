package dev.avitstreams.inference.training.schedule;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.training.augmentation.Randomness;
import dev.avitstreams.inference.training.augmentation.Randomness.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Weights that are good on smaller images too: every other step is trained on its images shrunk to one of these sides,
 * which are so used equally often. The steps between keep the whole image what it is.
 *
 * @param sides pixels, each once
 */
public record SmallerSides(List<Integer> sides) {
    public SmallerSides {
        sides = List.copyOf(sides);
        if (sides.isEmpty() || new HashSet<>(sides).size() < sides.size()) {
            throw new IllegalArgumentException("sides is " + sides + ", must name one side or more, each once");
        }
    }

    /**
     * The side that a step's images are shrunk to; empty where they stay as they are. The same for the same seed.
     *
     * @param step counted from 1
     */
    public OptionalInt sideAt(long seed, long step) {
        if (step % 2 == 0) {
            return OptionalInt.empty();
        }
        long round = (step / 2) / sides.size();
        int place = (int) (step / 2 % sides.size());
        return OptionalInt.of(shuffled(seed, round).get(place));
    }

    private List<Integer> shuffled(long seed, long round) {
        List<Integer> order = new ArrayList<>(sides);
        Collections.shuffle(
                order, new Random(Randomness.of(seed, Purpose.SIDE, round, 0).nextLong()));
        return order;
    }

    /** @throws IllegalArgumentException if the model cannot be shown such images, or not as smaller ones */
    public void requireFit(Architecture architecture) {
        sides.forEach(side -> architecture.requireSmaller("one of sides", side));
    }
}
