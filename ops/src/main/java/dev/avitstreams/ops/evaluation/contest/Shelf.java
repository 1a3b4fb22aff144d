package dev.avitstreams.ops.evaluation.contest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The few exhibits of the highest rank, the same ones in whatever order frames come. An image is shown once. */
final class Shelf {
    private int most;
    private final ArrayList<Ranked> exhibits = new ArrayList<>(); // best first

    /** @param rank the higher the better */
    private record Ranked(double rank, Exhibit exhibit) {
        static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(Ranked::rank)
                .reversed()
                .thenComparing(ranked -> ranked.exhibit().image());
    }

    Shelf(int most) {
        this.most = most;
    }

    /** For reading one back. */
    private Shelf() {
        this(0);
    }

    /** @param exhibit made only if there is room for it */
    void add(double rank, String image, String frameId, Supplier<Exhibit> exhibit) {
        Optional<Ranked> same = exhibits.stream()
                .filter(ranked -> ranked.exhibit().image().equals(image))
                .findFirst();
        if (same.isPresent()) {
            Ranked known = same.get();
            boolean isFurther = rank < known.rank()
                    || (rank == known.rank()
                            && frameId.compareTo(known.exhibit().frameId()) >= 0);
            if (isFurther) {
                return;
            }
            exhibits.remove(known);
        } else if (exhibits.size() == most) {
            Ranked last = exhibits.get(most - 1);
            boolean isBehind = rank < last.rank()
                    || (rank == last.rank() && image.compareTo(last.exhibit().image()) > 0);
            if (isBehind) {
                return;
            }
            exhibits.remove(most - 1);
        }
        exhibits.add(new Ranked(rank, exhibit.get()));
        exhibits.sort(Ranked.BEST_FIRST);
    }

    void merge(Shelf other) {
        other.exhibits.forEach(ranked ->
                add(ranked.rank(), ranked.exhibit().image(), ranked.exhibit().frameId(), ranked::exhibit));
    }

    List<Exhibit> exhibits() {
        return exhibits.stream().map(Ranked::exhibit).toList();
    }
}
