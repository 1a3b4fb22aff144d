package dev.avitstreams.ops.fuzz.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Edits of a sequence of parts: chunks of a file, segments, lines. */
public final class ListEdits {
    private static final int MANY = 400;

    private ListEdits() {}

    /**
     * Leaves a part out, doubles one, swaps two, repeats one very often, or changes one.
     *
     * @param change of one part
     */
    public static <T> List<T> edit(List<T> parts, UnaryOperator<T> change, SplittableRandom random) {
        List<T> edited = new ArrayList<>(parts);
        if (edited.isEmpty()) {
            return edited;
        }
        int at = random.nextInt(edited.size());
        switch (random.nextInt(8)) {
            case 0 -> edited.remove(at);
            case 1 -> edited.add(random.nextInt(edited.size() + 1), edited.get(at));
            case 2 -> Collections.swap(edited, at, random.nextInt(edited.size()));
            case 3 -> {
                if (random.nextInt(4) == 0) {
                    edited.addAll(at, Collections.nCopies(random.nextInt(2, MANY), edited.get(at)));
                }
            }
            default -> edited.set(at, change.apply(edited.get(at)));
        }
        return edited;
    }
}
