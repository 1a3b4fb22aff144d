package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.bench.OperatorReport.Spread;
import dev.avitstreams.ops.load.Quantiles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code avit bench pipeline} found.
 *
 * @param warmUp rounds that did not count
 * @param apart cores that broker and load had for themselves
 */
public record PipelineReport(String model, String processor, int warmUp, int rounds, int apart, List<Row> rows) {
    public PipelineReport {
        rows = List.copyOf(rows);
    }

    /**
     * One load on one combination.
     *
     * @param load {@code saturation}: a backlog is worked off, so that latencies are those of a queue; {@code half}: half
     *     of that rate, with a setting varied half of the rate at the defaults
     * @param setting {@code path=value} where it is not the defaults, or null
     * @param framesPerSecond labels that became visible; at saturation the median of the rounds
     * @param p50Millis in the frames topic to visible for a reader of committed records, likewise the others
     * @param boundMillis at half load: three times the longest wait for a batch and the median batch
     * @param operatorFramesPerSecond of the same operator, decoding included, fed from memory while the service is suspended: the
     *     median of the rounds, of each of which it is the mean of before and after
     * @param operatorShare pipeline's frames a second as a share of that of the same round: the median of the rounds, whose
     *     extremes {@code operatorShares} has; at half load of the median, measured before
     * @param cpuMillis processor time a frame, by process; at saturation the median of the rounds
     * @param operatorCpuMillis the same of the operator alone
     * @param stages by {@link dev.avitstreams.ops.load.Stage} in lower case
     */
    public record Row(
            String load,
            int cameras,
            int partitions,
            int instances,
            @Nullable String setting,
            double framesPerSecond,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double boundMillis,
            double operatorFramesPerSecond,
            double operatorShare,
            Spread operatorShares,
            CpuMillis cpuMillis,
            double operatorCpuMillis,
            Map<String, Quantiles> stages) {}

    /**
     * Processor time a frame in milliseconds, of all cores together.
     *
     * @param load of sending frames and reading labels
     */
    public record CpuMillis(double service, double broker, double load) {}
}
