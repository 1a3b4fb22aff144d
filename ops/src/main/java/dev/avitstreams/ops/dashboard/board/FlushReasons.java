package dev.avitstreams.ops.dashboard.board;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why micro-batches were closed, read from the service's own metrics. */
public final class FlushReasons {
    private static final Pattern BATCHES =
            Pattern.compile("(?m)^avit_batch_size\\w*_count\\{[^}]*reason=\"(\\w+)\"[^}]*}\\s+([0-9.Ee+]+)");

    private FlushReasons() {}

    /** @param metrics in Prometheus' text form */
    public static Map<String, Long> in(String metrics) {
        Map<String, Long> batches = new TreeMap<>();
        Matcher matcher = BATCHES.matcher(metrics);
        while (matcher.find()) {
            long count = (long) Double.parseDouble(matcher.group(2));
            if (count > 0) {
                batches.merge(matcher.group(1), count, Long::sum);
            }
        }
        return batches;
    }
}
