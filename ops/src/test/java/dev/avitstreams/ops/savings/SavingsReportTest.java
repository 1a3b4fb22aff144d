package dev.avitstreams.ops.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.schemas.HaltingSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SavingsReportTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Span DAY = new Span(START, START.plus(Duration.ofDays(1)), Duration.ofHours(1));

    @Test
    void summariesAddUpByCameraAndHour() {
        SavingsLedger ledger = new SavingsLedger(DAY);
        ledger.add(summary("gate", START, 10, List.of(0L, 10L, 0L, 10L)));
        ledger.add(summary("gate", START.plusSeconds(1800), 30, List.of(0L, 30L, 0L, 30L)));
        ledger.add(summary("gate", START.plusSeconds(3600), 60, List.of(60L, 0L, 0L, 60L)));
        ledger.add(summary("yard", START, 100, List.of(0L, 0L, 0L, 200L)));
        ledger.add(summary("*", START, 140, List.of(1L, 1L, 1L, 1L)));
        ledger.add(summary("gate", START.minusSeconds(10), 7, List.of(7L, 0L, 0L, 7L)));

        SavingsReport report = SavingsReport.of(ledger, true, OptionalDouble.of(0.5), 0.5);

        assertThat(report.overall().classified()).isEqualTo(200);
        assertThat(report.cameras()).extracting(SavingsReport.Line::camera).containsExactly("gate", "yard");
        SavingsReport.Line gate = report.cameras().get(0);
        assertThat(gate.buckets()).extracting(SavingsReport.Bucket::classified).containsExactly(40L, 60L);
        assertThat(gate.meanDepth()).isCloseTo((40 * 2 + 60 + 100 * 4) / 200.0, within(1e-9));
        assertThat(gate.macsSavedShare()).isCloseTo(0.4, within(1e-9));
        assertThat(gate.teraMacsPerThousandFrames()).isCloseTo(0.6, within(1e-9));
        // 24 hours of 0.5 for 200 frames, shared out evenly since all frames cost the same.
        assertThat(gate.costPerThousandFrames()).isCloseTo(60, within(1e-9));
        assertThat(report.overall().costPerThousandFrames()).isCloseTo(60, within(1e-9));
        assertThat(SavingsTable.of(report)).contains("gate", "yard", "all", "40.0%", "cost/1000");
    }

    @Test
    void aCameraThatWasTurnedIsAnAlarmAndTheNewSceneBecomesUsual() {
        SavingsLedger ledger = new SavingsLedger(DAY);
        for (int hour = 0; hour < 12; hour++) {
            List<Long> depths = hour < 6 ? List.of(0L, 100L, 100L, 0L) : List.of(0L, 0L, 40L, 160L);
            ledger.add(summary("turned", START.plus(Duration.ofHours(hour)), 100, depths));
            ledger.add(summary("still", START.plus(Duration.ofHours(hour)), 100, List.of(0L, 100L, 100L, 0L)));
        }

        List<DriftAlarm> alarms =
                SavingsReport.of(ledger, true, OptionalDouble.empty(), 0.5).driftAlarms();

        assertThat(alarms).hasSize(1);
        assertThat(alarms.get(0).camera()).isEqualTo("turned");
        assertThat(alarms.get(0).bucket()).isEqualTo("2026-03-01T06:00:00Z");
        assertThat(alarms.get(0).layers()).isCloseTo(1.3, within(1e-9));
        assertThat(alarms.get(0).meanDepthNow()).isGreaterThan(alarms.get(0).meanDepthBefore());
    }

    @Test
    void aCameraThatAlwaysSeesSomethingNewIsNotAlarming() {
        SavingsLedger ledger = new SavingsLedger(DAY);
        Random random = new Random(3);
        for (int hour = 0; hour < 24; hour++) {
            long deep = 20 + random.nextInt(160);
            ledger.add(summary("street", START.plus(Duration.ofHours(hour)), 100, List.of(200 - deep, 0L, 0L, deep)));
        }

        assertThat(SavingsReport.of(ledger, true, OptionalDouble.empty(), 0.5).driftAlarms())
                .isEmpty();
    }

    @Test
    void fewFramesProveNothing() {
        SavingsLedger ledger = new SavingsLedger(DAY);
        for (int hour = 0; hour < 12; hour++) {
            ledger.add(summary(
                    "night", START.plus(Duration.ofHours(hour)), 5, hour < 6 ? List.of(10L, 0L) : List.of(0L, 10L)));
        }

        assertThat(SavingsReport.of(ledger, true, OptionalDouble.empty(), 0.5).driftAlarms())
                .isEmpty();
    }

    @Property
    void aDistanceIsSymmetricAndZeroToItself(
            @ForAll @Size(12) List<@LongRange(min = 0, max = 1000) Long> one,
            @ForAll @Size(12) List<@LongRange(min = 0, max = 1000) Long> other) {
        assertThat(DepthDrift.distance(one, other)).isCloseTo(DepthDrift.distance(other, one), within(1e-9));
        assertThat(DepthDrift.distance(one, new ArrayList<>(one))).isZero();
        assertThat(DepthDrift.distance(one, other)).isBetween(0.0, 11.0 + 1e-9);
    }

    @Test
    void timesAreReadAsPeopleTypeThem() {
        Instant now = Instant.parse("2026-03-02T12:00:00Z");

        assertThat(Moments.parse("--from", "now", now)).isEqualTo(now);
        assertThat(Moments.parse("--from", "90m", now)).isEqualTo("2026-03-02T10:30:00Z");
        assertThat(Moments.parse("--from", "7d", now)).isEqualTo("2026-02-23T12:00:00Z");
        assertThat(Moments.parse("--from", "2026-03-01", now)).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(Moments.parse("--from", "2026-03-01T10:00", now)).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(Moments.parse("--from", "2026-03-01T10:00+02:00", now)).isEqualTo("2026-03-01T08:00:00Z");
        assertThatThrownBy(() -> Moments.parse("--from", "yesterday", now))
                .hasMessageContaining("--from is 'yesterday'");
        assertThatThrownBy(() -> new Span(now, now, Duration.ofHours(1))).hasMessageContaining("must be before --to");
        assertThatThrownBy(() -> new Span(now.minusSeconds(9), now, Duration.ofSeconds(1)))
                .hasMessageContaining("--bucket");
    }

    private static HaltingSummary summary(String camera, Instant start, long classified, List<Long> depths) {
        return HaltingSummary.newBuilder()
                .setCameraId(camera)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(10))
                .setFrames(classified + 1)
                .setClassified(classified)
                .setRejected(Map.of("corrupt-image", 1L))
                .setSkipped(Map.of())
                .setLate(0)
                .setLabels(Map.of())
                .setTokens(depths.stream().mapToLong(Long::longValue).sum())
                .setDepthHistogram(depths)
                .setActiveTokens(depths)
                .setMeanDepth(0)
                .setMinDepth(1)
                .setMaxDepth(4)
                .setMacsExecuted(600_000_000L * classified)
                .setMacsDense(1_000_000_000L * classified)
                .setSavedShare(0.4)
                .setLatencyHistogram(List.of())
                .setLatencyMillisP50(1)
                .setLatencyMillisP95(1)
                .setLatencyMillisP99(1)
                .setOperatingPoints(Map.of())
                .setModels(Map.of())
                .build();
    }
}
