package dev.avitstreams.topology.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Latencies in buckets that grow by √2, so that histograms of any windows and cameras add up and a quantile is off by
 * at most its bucket's width. Bucket i covers (2^(i/2), 2^((i+1)/2)] ms, the first all below, the last all above.
 */
final class LatencyHistogram {
    /** The last bucket starts at about five hours. */
    static final int BUCKETS = 49;

    private LatencyHistogram() {}

    static int bucketOf(long millis) {
        if (millis <= 1) {
            return 0;
        }
        int bucket = (int) Math.ceil(2 * Math.log((double) millis) / Math.log(2) - 1e-9) - 1;
        return Math.min(Math.max(bucket, 0), BUCKETS - 1);
    }

    static double upperBoundMillis(int bucket) {
        return Math.pow(2, (bucket + 1) / 2.0);
    }

    static List<Long> empty() {
        return new ArrayList<>(Collections.nCopies(BUCKETS, 0L));
    }

    static List<Long> of(long millis) {
        List<Long> counts = empty();
        counts.set(bucketOf(millis), 1L);
        return counts;
    }

    /** @return upper bound of the bucket in which the quantile lies, in milliseconds; 0 for an empty histogram */
    static double quantile(List<Long> counts, double q) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(q * total);
        long seen = 0;
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            seen += counts.get(bucket);
            if (total > 0 && seen >= rank) {
                return upperBoundMillis(bucket);
            }
        }
        return 0;
    }
}
