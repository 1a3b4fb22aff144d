package dev.avitstreams.ops.savings;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time in buckets of equal length; windows belong to the bucket they begin in.
 *
 * @param to exclusive
 * @param bucket starts at multiples of its length since 1970, UTC
 */
public record Span(Instant from, Instant to, Duration bucket) {
    private static final int MOST_BUCKETS = 10_000;

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("--from is " + from + ", must be before --to, which is " + to);
        }
        if (bucket.compareTo(Duration.ofMinutes(1)) < 0 || bucket.compareTo(Duration.ofDays(31)) > 0) {
            throw new IllegalArgumentException("--bucket is " + bucket.toSeconds() + " s, must be from 1m to 31d");
        }
        if (Duration.between(from, to).dividedBy(bucket) > MOST_BUCKETS) {
            throw new IllegalArgumentException("--bucket is " + bucket.toMinutes()
                    + " min, which cuts the span into more" + " than " + MOST_BUCKETS + " pieces; take a longer one");
        }
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    Instant bucketOf(Instant instant) {
        long length = bucket.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), length) * length);
    }
}
