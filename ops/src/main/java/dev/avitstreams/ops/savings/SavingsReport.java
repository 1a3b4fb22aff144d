package dev.avitstreams.ops.savings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was saved; the fields are a contract (docs/cli.md).
 *
 * @param from as ISO 8601 in UTC, like all times here
 * @param complete false where not everything of the span was read
 */
public record SavingsReport(
        String from,
        String to,
        long bucketSeconds,
        boolean complete,
        Line overall,
        List<Line> cameras,
        List<DriftAlarm> driftAlarms) {

    /**
     * One camera, or all.
     *
     * @param macsSavedShare of the dense model's multiply-accumulates, 0 to 1
     * @param teraMacsPerThousandFrames multiply-accumulates of a thousand classified frames, in 10¹²
     * @param costPerThousandFrames share of the given cost, by multiply-accumulates; null if no cost was given
     */
    public record Line(
            String camera,
            long frames,
            long classified,
            long rejected,
            long skipped,
            double meanDepth,
            long macsExecuted,
            long macsDense,
            double macsSavedShare,
            double teraMacsPerThousandFrames,
            double denseTeraMacsPerThousandFrames,
            @Nullable Double costPerThousandFrames,
            List<Bucket> buckets) {}

    /** A camera in one bucket. */
    public record Bucket(String start, long classified, double meanDepth, double macsSavedShare) {}

    /**
     * @param hourlyCost of all instances together; empty if not known
     * @param driftLayers distance below which depths have not moved
     */
    public static SavingsReport of(
            SavingsLedger ledger, boolean complete, OptionalDouble hourlyCost, double driftLayers) {
        Span span = ledger.span();
        Tally all = new Tally();
        TreeMap<Instant, Tally> allBuckets = new TreeMap<>();
        ledger.cameras()
                .values()
                .forEach(buckets -> buckets.forEach((start, tally) -> {
                    all.add(tally);
                    allBuckets.computeIfAbsent(start, bucket -> new Tally()).add(tally);
                }));
        OptionalDouble costPerMac = hourlyCost.isEmpty() || all.macsExecuted() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(hourlyCost.getAsDouble() * hours(span) / all.macsExecuted());
        List<Line> lines = new ArrayList<>();
        List<DriftAlarm> alarms = new ArrayList<>();
        DepthDrift drift = new DepthDrift(driftLayers);
        ledger.cameras().forEach((camera, buckets) -> {
            Tally sum = new Tally();
            buckets.values().forEach(sum::add);
            lines.add(line(camera, sum, buckets, costPerMac));
            alarms.addAll(drift.alarms(camera, buckets));
        });
        return new SavingsReport(
                span.from().toString(),
                span.to().toString(),
                span.bucket().toSeconds(),
                complete,
                line(SavingsLedger.ALL_CAMERAS, all, allBuckets, costPerMac),
                lines,
                alarms);
    }

    private static double hours(Span span) {
        return Duration.between(span.from(), span.to()).toMillis() / 3_600_000.0;
    }

    private static Line line(String camera, Tally sum, Map<Instant, Tally> buckets, OptionalDouble costPerMac) {
        double thousands = sum.classified() / 1000.0;
        return new Line(
                camera,
                sum.frames(),
                sum.classified(),
                sum.rejected(),
                sum.skipped(),
                sum.meanDepth(),
                sum.macsExecuted(),
                sum.macsDense(),
                sum.macsSavedShare(),
                thousands == 0 ? 0 : sum.macsExecuted() / 1e12 / thousands,
                thousands == 0 ? 0 : sum.macsDense() / 1e12 / thousands,
                costPerMac.isEmpty() || thousands == 0
                        ? null
                        : costPerMac.getAsDouble() * sum.macsExecuted() / thousands,
                buckets.entrySet().stream()
                        .map(bucket -> new Bucket(
                                bucket.getKey().toString(),
                                bucket.getValue().classified(),
                                bucket.getValue().meanDepth(),
                                bucket.getValue().macsSavedShare()))
                        .toList());
    }
}
