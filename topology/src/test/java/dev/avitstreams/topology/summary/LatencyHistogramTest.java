package dev.avitstreams.topology.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Property
    void aLatencyLiesWithinItsBucket(@ForAll @LongRange(min = 2, max = 10_000_000) long millis) {
        int bucket = LatencyHistogram.bucketOf(millis);
        assertThat((double) millis).isLessThanOrEqualTo(LatencyHistogram.upperBoundMillis(bucket) * (1 + 1e-9));
        assertThat((double) millis).isGreaterThan(LatencyHistogram.upperBoundMillis(bucket - 1) * (1 - 1e-9));
    }

    @Test
    void theFirstBucketTakesAllBelowAndTheLastAllAbove() {
        assertThat(LatencyHistogram.bucketOf(0)).isZero();
        assertThat(LatencyHistogram.bucketOf(Long.MAX_VALUE)).isEqualTo(LatencyHistogram.BUCKETS - 1);
    }

    @Test
    void aQuantileIsTheUpperBoundOfItsBucket() {
        List<Long> counts = LatencyHistogram.empty();
        counts.set(LatencyHistogram.bucketOf(16), 90L);
        counts.set(LatencyHistogram.bucketOf(256), 10L);
        assertThat(LatencyHistogram.quantile(counts, 0.5)).isEqualTo(16);
        assertThat(LatencyHistogram.quantile(counts, 0.9)).isEqualTo(16);
        assertThat(LatencyHistogram.quantile(counts, 0.95)).isEqualTo(256);
        assertThat(LatencyHistogram.quantile(LatencyHistogram.empty(), 0.5)).isZero();
    }
}
