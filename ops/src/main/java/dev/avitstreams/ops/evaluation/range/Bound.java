package dev.avitstreams.ops.evaluation.range;

import dev.avitstreams.topology.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One end of a range, as it was asked for. */
public sealed interface Bound {

    /** A point in time: of the first record that is in, or the first that is not. */
    record At(Instant time) implements Bound {}

    /** Offsets by partition; other partitions are not looked at. */
    record Offsets(Map<Integer, Long> byPartition) implements Bound {
        public Offsets {
            byPartition = new TreeMap<>(byPartition);
        }
    }

    /** The first record that is kept, or the end as it is now. */
    record Edge() implements Bound {}

    Pattern OFFSETS = Pattern.compile("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*");

    /**
     * Reads an ISO-8601 time, a duration ago ({@code 90m}, {@code PT2H}), epoch milliseconds, {@code PARTITION:OFFSET}
     * pairs with commas between, {@code beginning}, {@code end} or {@code now}.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    static Bound parse(String text, Instant now) {
        if (text.equals("beginning") || text.equals("end")) {
            return new Edge();
        }
        if (text.equals("now")) {
            return new At(now);
        }
        if (OFFSETS.matcher(text).matches()) {
            return offsets(text);
        }
        if (text.matches("\\d{1,15}")) {
            return new At(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        return new At(time(text, now));
    }

    private static Bound offsets(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String pair : text.split(",")) {
            int colon = pair.indexOf(':');
            int partition = Integer.parseInt(pair.substring(0, colon));
            if (offsets.put(partition, Long.parseLong(pair.substring(colon + 1))) != null) {
                throw new IllegalArgumentException("'" + text + "' names partition " + partition + " twice");
            }
        }
        return new Offsets(offsets);
    }

    private static Instant time(String text, Instant now) {
        try {
            if (text.startsWith("P")) {
                return now.minus(Duration.parse(text));
            }
            return text.contains("T") ? OffsetDateTime.parse(text).toInstant() : now.minus(Durations.parse(text));
        } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a time such as 2026-05-01T08:00:00Z, nor a duration ago such as 90m or"
                            + " PT2H, nor epoch milliseconds, nor offsets such as 0:1200,1:1180, nor beginning, end or"
                            + " now",
                    e);
        }
    }
}
