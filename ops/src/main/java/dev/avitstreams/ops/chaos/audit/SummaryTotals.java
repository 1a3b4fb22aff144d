package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.HaltingSummary;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Adds up published summaries, camera by camera, and holds them against the frames. Belongs to one thread. */
final class SummaryTotals {
    /** The camera id under which all cameras are summed up. */
    static final String ALL_CAMERAS = "*";

    record Counts(long frames, long classified, long rejected, long skipped) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        static Counts of(HaltingSummary summary) {
            return new Counts(
                    summary.getFrames(),
                    summary.getClassified(),
                    sum(summary.getRejected()),
                    sum(summary.getSkipped()));
        }

        static Counts of(Produced frame, boolean skipped) {
            boolean good = frame.kind().rejection().isEmpty();
            return skipped ? new Counts(1, 0, 0, 1) : new Counts(1, good ? 1 : 0, good ? 0 : 1, 0);
        }

        private static long sum(Map<String, Long> counts) {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        Counts plus(Counts other) {
            return new Counts(
                    frames + other.frames,
                    classified + other.classified,
                    rejected + other.rejected,
                    skipped + other.skipped);
        }

        @Override
        public String toString() {
            return frames + " frames, " + classified + " classified, " + rejected + " rejected, " + skipped
                    + " skipped";
        }
    }

    private record Window(String camera, Instant start) {}

    private final Map<String, Counts> published = new HashMap<>();
    private final Set<Window> windows = new HashSet<>();
    private final Map<Window, Position> repeated = new HashMap<>();
    private long records;

    void add(HaltingSummary summary, Position at) {
        records++;
        Window window = new Window(summary.getCameraId(), summary.getWindowStart());
        if (!windows.add(window)) {
            repeated.put(window, at);
        }
        published.merge(summary.getCameraId(), Counts.of(summary), Counts::plus);
    }

    long records() {
        return records;
    }

    /** Frames that the summaries over all cameras tell of. */
    long overallFrames() {
        return published.getOrDefault(ALL_CAMERAS, Counts.NONE).frames();
    }

    /** Frames that the summaries of a camera, or of all of them, call skipped. */
    long skipped(String camera) {
        return published.getOrDefault(camera, Counts.NONE).skipped();
    }

    /** @param skipped those of the frames that may be without an outcome */
    void check(Iterable<Produced> frames, Set<Position> skipped, Findings findings) {
        repeated.forEach((window, at) -> findings.add(
                Violation.MISCOUNTED,
                "window " + window.start() + " of camera " + window.camera() + " was published again at " + at));
        Map<String, Counts> expected = new HashMap<>();
        for (Produced frame : frames) {
            Counts one = Counts.of(frame, skipped.contains(frame.at()));
            expected.merge(frame.cameraId(), one, Counts::plus);
            expected.merge(ALL_CAMERAS, one, Counts::plus);
        }
        Set<String> cameras = new TreeSet<>(expected.keySet());
        cameras.addAll(published.keySet());
        for (String camera : cameras) {
            Counts wanted = expected.getOrDefault(camera, Counts.NONE);
            Counts got = published.getOrDefault(camera, Counts.NONE);
            if (!got.equals(wanted)) {
                findings.add(
                        got.frames() < wanted.frames() ? Violation.UNDERCOUNTED : Violation.MISCOUNTED,
                        "summaries of camera " + camera + " tell " + got + "; there were " + wanted);
            }
        }
    }
}
