package dev.avitstreams.ops.bench.elastic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many frames a service says it has skipped, read from its own metrics. */
final class SkipCounter {
    private static final Pattern SKIPPED =
            Pattern.compile("(?m)^avit_frames_total\\{[^}]*outcome=\"skipped\"[^}]*}\\s+([0-9.Ee+]+)");

    private SkipCounter() {}

    /** @param metrics in Prometheus' text form */
    static long in(String metrics) {
        long frames = 0;
        Matcher matcher = SKIPPED.matcher(metrics);
        while (matcher.find()) {
            frames += (long) Double.parseDouble(matcher.group(1));
        }
        return frames;
    }
}
