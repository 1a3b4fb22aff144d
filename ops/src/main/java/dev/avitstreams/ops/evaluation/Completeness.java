package dev.avitstreams.ops.evaluation;

import dev.avitstreams.ops.evaluation.contest.Standing;
import dev.avitstreams.ops.evaluation.report.Metrics.FrameCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an evaluation had all the data it was to have. */
public final class Completeness {
    private Completeness() {}

    /** What may be missing without a complaint. */
    public enum Tolerated {
        /** Frames whose right class is not known. */
        UNMATCHED,
        /** Frames that could not be classified. */
        REJECTED,
        /** Frames without a label that they could be compared with. */
        UNLABELLED,
        /** Records of the range that the topic no longer keeps. */
        CUT
    }

    /** The replay's own failures, a sentence if there are any: not even a frame that is refused again counts among them. */
    public static List<String> failures(FrameCounts frames) {
        long failed = frames.rejected().getOrDefault(Standing.FAILED, 0L);
        return failed == 0
                ? List.of()
                : List.of("The replay failed on " + failed + " of " + frames.read()
                        + " frames, so it is not known whether their labels come out again; repeat it.");
    }

    /**
     * What was missing, a sentence each; empty if nothing was.
     *
     * @param demandsTruth whether a source of truth was named; otherwise frames may all be without
     */
    public static List<String> shortcomings(FrameCounts frames, boolean demandsTruth, Set<Tolerated> tolerated) {
        List<String> sentences = new ArrayList<>();
        if (frames.read() == 0) {
            sentences.add("The range holds no frames; choose another --from and --to.");
        }
        long unknown = frames.unmatched() + frames.foreign();
        boolean isMissed = demandsTruth || frames.labelled() + frames.foreign() > 0;
        if (unknown > 0 && isMissed && !tolerated.contains(Tolerated.UNMATCHED)) {
            sentences.add(unknown + " of " + frames.read() + " frames have no truth: of " + frames.unmatched()
                    + " nothing is said, " + frames.foreign() + " are of classes the model does not have"
                    + (frames.foreignClasses().isEmpty()
                            ? ""
                            : " " + frames.foreignClasses().keySet())
                    + ". They count for compute and depth, not for accuracy; --tolerate unmatched accepts that.");
        }
        if (!frames.rejected().isEmpty() && !tolerated.contains(Tolerated.REJECTED)) {
            sentences.add("Not everything was classified: "
                    + frames.rejected().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + " (" + frames.rejections().get(0) + "); --tolerate rejected accepts that.");
        }
        return sentences;
    }
}
