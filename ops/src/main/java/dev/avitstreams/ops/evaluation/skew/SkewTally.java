package dev.avitstreams.ops.evaluation.skew;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels.Published;
import dev.avitstreams.topology.frames.FrameCoordinate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The replay beside what production published, frame by frame. Belongs to one thread; its fields are its whole state. */
public final class SkewTally {
    private static final int EXAMPLES = 20;

    private long equal;
    private long sameClass;
    private long otherClass;
    private long unpublished;
    private long notYetPublished;
    private long onlyPublished;
    private long rejectedByBoth;
    private final TreeMap<String, Long> points = new TreeMap<>(); // of the compared, by key
    private final TreeMap<String, Long> notComparable = new TreeMap<>();
    private final TreeMap<String, String> examples = new TreeMap<>(); // by position, the first ones

    /**
     * @param answers of all contenders that could be production's, by {@link #key}
     * @param rejected whether the replay rejected the frame
     */
    public void add(
            PublishedLabels published, FrameCoordinate frame, Map<String, Classification> answers, boolean rejected) {
        Optional<Published> label = published.of(frame);
        if (label.isEmpty()) {
            if (rejected) {
                rejectedByBoth++;
            } else if (published.isBehindTheLast(frame)) {
                notYetPublished++;
            } else {
                unpublished++;
                example(frame, "has no label");
            }
        } else if (rejected) {
            onlyPublished++;
            example(frame, "has a label, the replay rejects it");
        } else {
            compare(frame, label.get(), answers);
        }
    }

    /** Which model at which point. */
    public static String key(String weightsSha256, String point) {
        return point + " of weights " + weightsSha256.substring(0, Math.min(12, weightsSha256.length()));
    }

    private void compare(FrameCoordinate frame, Published label, Map<String, Classification> answers) {
        String key = key(label.weightsSha256(), label.point());
        Classification answer = answers.get(key);
        if (answer == null) {
            notComparable.merge(key, 1L, Long::sum);
            return;
        }
        points.merge(key, 1L, Long::sum);
        AnswerDigest own = AnswerDigest.of(answer);
        boolean isEqual = label.isComplete()
                ? own.equals(label.answer())
                : own.said().equals(label.answer().said());
        boolean isSameClass = answer.top().get(0).index() == label.first();
        equal += isEqual ? 1 : 0;
        sameClass += !isEqual && isSameClass ? 1 : 0;
        otherClass += !isEqual && !isSameClass ? 1 : 0;
        if (!isEqual) {
            example(
                    frame,
                    isSameClass
                            ? "differs in its bits, the class is the same"
                            : "was class " + label.first() + ", is class "
                                    + answer.top().get(0).index());
        }
    }

    private void example(FrameCoordinate frame, String what) {
        examples.put("%s-%06d@%015d".formatted(frame.topic(), frame.partition(), frame.offset()), frame + " " + what);
        if (examples.size() > EXAMPLES) {
            examples.pollLastEntry();
        }
    }

    public void merge(SkewTally other) {
        equal += other.equal;
        sameClass += other.sameClass;
        otherClass += other.otherClass;
        unpublished += other.unpublished;
        notYetPublished += other.notYetPublished;
        onlyPublished += other.onlyPublished;
        rejectedByBoth += other.rejectedByBoth;
        other.points.forEach((key, count) -> points.merge(key, count, Long::sum));
        other.notComparable.forEach((key, count) -> notComparable.merge(key, count, Long::sum));
        examples.putAll(other.examples);
        while (examples.size() > EXAMPLES) {
            examples.pollLastEntry();
        }
    }

    /**
     * The counts, for the report.
     *
     * @param compared frames of which both answers are of the same model and point
     * @param equal to the bit; where production stopped early, as far as it went
     * @param differing the others; null, as not measured, where nothing could be compared
     * @param sameClass of the differing, those with the same first class
     * @param otherClass of the differing, the others
     * @param unpublished frames without a label that the replay answers
     * @param notYetPublished the same, of frames behind the last of their partition that has a label: production may
     *     not have come to them yet
     * @param onlyPublished frames with a label that the replay rejects
     * @param rejectedByBoth frames without a label that the replay rejects
     * @param points compared frames by model and point
     * @param notComparable labels of a model or point that was not replayed
     * @param repeated labels beyond the first of a frame
     */
    public record Counts(
            long compared,
            long equal,
            @Nullable Long differing,
            long sameClass,
            long otherClass,
            long unpublished,
            long notYetPublished,
            long onlyPublished,
            long rejectedByBoth,
            Map<String, Long> points,
            Map<String, Long> notComparable,
            long repeated,
            List<String> examples) {

        /** Whether production and replay are the same wherever they can be compared, and can be somewhere. */
        public boolean isClean() {
            return compared > 0 && equal == compared && unpublished == 0 && onlyPublished == 0;
        }

        /** Whether what was published is seen to be something else, in at least one frame. */
        public boolean differs() {
            return equal < compared || onlyPublished > 0;
        }

        /**
         * Of which frames it cannot be told, a sentence each; empty if it can of all.
         *
         * @param toleratesUnlabelled whether frames without a label are to be expected
         */
        public List<String> gaps(boolean toleratesUnlabelled) {
            List<String> sentences = new ArrayList<>();
            if (!toleratesUnlabelled && unpublished + notYetPublished > 0) {
                sentences.add(
                        unpublished + notYetPublished + " frames have no label to compare with: of " + notYetPublished
                                + " it may come yet, the others were skipped, refused, or lost; --tolerate unlabelled accepts that.");
            }
            if (!notComparable.isEmpty()) {
                sentences.add("The labels of "
                        + notComparable.values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        + " frames are of models or points that are not at hand ("
                        + String.join(", ", notComparable.keySet())
                        + "); name the folders of those models with --against.");
            }
            return sentences;
        }
    }

    public Counts counts(PublishedLabels published) {
        long compared = equal + sameClass + otherClass;
        return new Counts(
                compared,
                equal,
                compared == 0 ? null : sameClass + otherClass,
                sameClass,
                otherClass,
                unpublished,
                notYetPublished,
                onlyPublished,
                rejectedByBoth,
                Collections.unmodifiableMap(points),
                Collections.unmodifiableMap(notComparable),
                published.repeated(),
                List.copyOf(examples.values()));
    }
}
