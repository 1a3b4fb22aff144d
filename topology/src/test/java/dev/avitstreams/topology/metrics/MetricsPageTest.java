package dev.avitstreams.topology.metrics;

import dev.avitstreams.topology.documentation.GeneratedPage;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {

    @Test
    void pageIsUpToDate() throws IOException {
        GeneratedPage.check("metrics.md", page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                <!-- Made from AvitMeter by MetricsPageTest. Change that, then run it with -Davit.docs.rewrite=true. -->

                Served at `/metrics` in Prometheus' text format. All of ours begin with `avit_`; beside them stand Kafka
                Streams' own (`kafka_…`), the JVM's (`jvm_…`) and the process's. Counters only ever rise: take rates where
                you read them. Timers and histograms have `_count`, `_sum` and `_bucket`.

                Meters count work done. A frame that is read again after a failure counts again; for exact accounts read
                the topics. The first `metrics.max-cameras` cameras have series of their own, later ones share
                `camera="other"`.

                | Metric | Kind | Unit | Tags | What it tells |
                |---|---|---|---|---|
                """);
        for (AvitMeter meter : AvitMeter.values()) {
            page.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            meter.prometheusName(),
                            meter.kind().name().toLowerCase(Locale.ROOT),
                            meter.unit().isEmpty() ? "–" : meter.unit(),
                            meter.tags().isEmpty() ? "–" : String.join(", ", meter.tags()),
                            meter.description()));
        }
        return page.append("""

                        Worth watching:

                        - saved compute: `1 - rate(avit_compute_macs_executed_total[5m]) / rate(avit_compute_macs_dense_total[5m])`
                        - rejected frames: `sum by (reason) (rate(avit_frames_total{outcome="rejected"}[5m]))`
                        - mean batch: `rate(avit_batch_size_sum[5m]) / rate(avit_batch_size_count[5m])`
                        - 99th percentile latency: `histogram_quantile(0.99, sum by (le) (rate(avit_latency_seconds_bucket{span="appended_to_published"}[5m])))`

                        `ops/prometheus` has a scrape configuration and alerts on these and on Kafka's own, `ops/grafana` dashboards to
                        import: overview, batching, compute savings, elastic points, cameras, models, Streams tasks. Tests hold every query of theirs against
                        this catalogue and let a real Prometheus answer it.
                        """).toString();
    }
}
