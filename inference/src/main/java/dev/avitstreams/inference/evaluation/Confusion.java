package dev.avitstreams.inference.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often class a was taken for class b. Holds what occurred, not the square of all classes. */
public final class Confusion {
    private final TreeMap<Integer, TreeMap<Integer, Long>> counts = new TreeMap<>(); // by truth, then answer

    /** One entry of the matrix that is not 0; class indices. */
    public record Entry(int truth, int answer, long frames) {}

    /**
     * One class. Shares are not numbers where they would be 0 / 0.
     *
     * @param index of the class
     * @param support labelled frames that are of it
     * @param answered labelled frames that were said to be of it
     */
    public record ClassScore(int index, long support, long answered, double precision, double recall, double f1) {}

    void add(int truth, int answer) {
        counts.computeIfAbsent(truth, t -> new TreeMap<>()).merge(answer, 1L, Long::sum);
    }

    void merge(Confusion other) {
        other.entries()
                .forEach(entry -> counts.computeIfAbsent(entry.truth(), t -> new TreeMap<>())
                        .merge(entry.answer(), entry.frames(), Long::sum));
    }

    /** By truth, then answer. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        counts.forEach((truth, row) -> row.forEach((answer, frames) -> entries.add(new Entry(truth, answer, frames))));
        return entries;
    }

    /** Every class that is the truth or the answer of some frame, by index. */
    public List<ClassScore> classes() {
        Map<Integer, Long> support = new TreeMap<>();
        Map<Integer, Long> answered = new TreeMap<>();
        Map<Integer, Long> right = new TreeMap<>();
        for (Entry entry : entries()) {
            support.merge(entry.truth(), entry.frames(), Long::sum);
            answered.merge(entry.answer(), entry.frames(), Long::sum);
            if (entry.truth() == entry.answer()) {
                right.put(entry.truth(), entry.frames());
            }
        }
        TreeSet<Integer> all = new TreeSet<>(support.keySet());
        all.addAll(answered.keySet());
        return all.stream()
                .map(index -> score(
                        index,
                        support.getOrDefault(index, 0L),
                        answered.getOrDefault(index, 0L),
                        right.getOrDefault(index, 0L)))
                .toList();
    }

    private static ClassScore score(int index, long support, long answered, long right) {
        return new ClassScore(
                index,
                support,
                answered,
                (double) right / answered,
                (double) right / support,
                2.0 * right / (support + answered));
    }

    /** Mean F1 over the classes that are the truth of some frame; not a number without labels. */
    public double macroF1() {
        return classes().stream()
                .filter(score -> score.support() > 0)
                .mapToDouble(ClassScore::f1)
                .average()
                .orElse(Double.NaN);
    }
}
