package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up published summaries, camera by camera, and holds them against the frames that were sent and a recount from the
 * labels. Belongs to one thread.
 */
final class SummaryTotals {
    /** The camera id under which all cameras are summed up. */
    static final String ALL_CAMERAS = "*";

    private record Window(String camera, Instant start) {}

    /** A window's figures that are needed once all labels are known. */
    private record Told(String camera, Instant start, Instant end, long classified, long late, Position at) {}

    private final Map<String, Counters> published = new HashMap<>();
    private final Map<String, Counters> recounted = new HashMap<>();
    /** By camera, how many labelled frames were captured when. */
    private final Map<String, NavigableMap<Instant, Integer>> captured = new HashMap<>();

    private final List<Told> told = new ArrayList<>();
    private final Set<Window> windows = new HashSet<>();
    private final Map<Window, Position> repeated = new HashMap<>();

    void add(HaltingSummary summary, Position at) {
        String camera = summary.getCameraId();
        Window window = new Window(camera, summary.getWindowStart());
        if (!windows.add(window)) {
            repeated.put(window, at);
        }
        told.add(new Told(
                camera,
                summary.getWindowStart(),
                summary.getWindowEnd(),
                summary.getClassified(),
                summary.getLate(),
                at));
        of(published, camera).add(summary);
    }

    /** @param label the first of its frame */
    void add(FrameLabel label) {
        for (String camera : List.of(label.getCameraId(), ALL_CAMERAS)) {
            of(recounted, camera).add(label);
            captured.computeIfAbsent(camera, any -> new TreeMap<>()).merge(label.getCapturedAt(), 1, Integer::sum);
        }
    }

    long records() {
        return told.size();
    }

    /** Frames that the summaries over all cameras tell of. */
    long overallFrames() {
        return of(published, ALL_CAMERAS).get(Counters.FRAMES);
    }

    /** Frames that the summaries of a camera, or of all of them, call skipped. */
    long skipped(String camera) {
        return of(published, camera).get(Counters.SKIPPED);
    }

    /** @param skipped those of the frames that may be without an outcome */
    void check(Iterable<Produced> frames, Set<Position> skipped, Findings findings) {
        repeated.forEach((window, at) -> findings.add(
                Violation.MISCOUNTED,
                "window " + window.start() + " of camera " + window.camera() + " was published again at " + at));
        Map<String, Counters> expected = expected(frames, skipped);
        Set<String> cameras = new TreeSet<>(expected.keySet());
        cameras.addAll(published.keySet());
        for (String camera : cameras) {
            checkTotals(camera, of(expected, camera), findings);
            checkWindows(camera, findings);
        }
    }

    private Map<String, Counters> expected(Iterable<Produced> frames, Set<Position> skipped) {
        Map<String, Counters> expected = new HashMap<>();
        for (Produced frame : frames) {
            String fate = skipped.contains(frame.at())
                    ? Counters.SKIPPED
                    : frame.kind()
                            .rejection()
                            .map(ErrorCategory::tag)
                            .map(Counters.REJECTED::concat)
                            .orElse(Counters.CLASSIFIED);
            for (String camera : List.of(frame.cameraId(), ALL_CAMERAS)) {
                of(expected, camera).add(Counters.FRAMES, 1);
                of(expected, camera).add(fate, 1);
            }
        }
        recounted.forEach((camera, counters) -> of(expected, camera).add(counters));
        return expected;
    }

    private void checkTotals(String camera, Counters wanted, Findings findings) {
        Counters got = of(published, camera);
        List<String> differences = got.differences(wanted);
        if (!differences.isEmpty()) {
            findings.add(
                    got.isBelow(wanted) ? Violation.UNDERCOUNTED : Violation.MISCOUNTED,
                    "summaries of camera " + camera + " tell of " + String.join(", ", differences));
        }
    }

    /**
     * A window may tell of no more labelled frames than were captured in it, but for those it calls late for another. As the
     * sums are checked besides, each is then where it belongs.
     */
    private void checkWindows(String camera, Findings findings) {
        NavigableMap<Instant, Integer> times = captured.getOrDefault(camera, new TreeMap<>());
        told.stream().filter(window -> window.camera().equals(camera)).forEach(window -> {
            int inIt = times.subMap(window.start(), window.end()).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            if (window.classified() - window.late() > inIt) {
                findings.add(
                        Violation.MISCOUNTED,
                        "window " + window.start() + " of camera " + camera + ", published at " + window.at()
                                + ", tells of " + window.classified() + " classified, " + window.late()
                                + " of them late; labelled frames captured in it: " + inIt);
            }
        });
    }

    private static Counters of(Map<String, Counters> counters, String camera) {
        return counters.computeIfAbsent(camera, any -> new Counters());
    }
}
