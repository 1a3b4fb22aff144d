package dev.avitstreams.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.frame.BatchFacts;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.frame.FrameOutcome.SkipReason;
import dev.avitstreams.inference.frame.FrameOutcome.Skipped;
import dev.avitstreams.inference.frame.FrameTimings;
import dev.avitstreams.inference.model.ModelIdentity;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AvitMetricsTest {

    private static final ModelIdentity MODEL = new ModelIdentity("tiny", "1", "ab12");

    private static final FrameOutcome CLASSIFIED = new Classified(
            new Classification(
                    List.of(),
                    new float[0],
                    2,
                    1.5f,
                    new DepthMap(1, 1, new byte[] {1}, DepthMap.Completeness.COMPLETE),
                    new int[] {5, 3},
                    80,
                    100,
                    "default",
                    MODEL),
            new FrameTimings(1_000_000, 2_000_000, 3_000_000),
            new BatchFacts(4, FlushReason.FULL));

    private final AvitMetrics metrics = new AvitMetrics(2);

    @AfterEach
    void close() {
        metrics.close();
    }

    private void useAll() {
        metrics.frame("gate", CLASSIFIED);
        metrics.frame("gate", new Rejected(ErrorCategory.CORRUPT_IMAGE, "reason"));
        metrics.frame("gate", new Skipped(SkipReason.STALE));
        metrics.published(Duration.ofMillis(20), Duration.ofMillis(-5));
        metrics.batchClosed(4, FlushReason.DELAY, 1_000_000);
        metrics.batchClassified(4, 3_000_000);
        metrics.frameDecoded(1_000_000);
        metrics.transactionVetoed();
        metrics.model(MODEL, "default", "cpu (2 workers)");
        metrics.shadow(MODEL, "default");
        metrics.shadowFrame("agree");
        metrics.rollOut("serving", RollOutResult.REFUSED);
        metrics.refused("serving", true);
        metrics.watchInFlight(() -> 7);
        metrics.watchLookAhead(() -> 9);
        metrics.watchReadiness(() -> true);
        metrics.elastic(2, Duration.ofMillis(100));
        metrics.elastic(3, Duration.ofMillis(250)); // another model
        metrics.pointsChosen(sample(Duration.ofMillis(40)), new PointChoice(2, 1));
        metrics.pointsChosen(sample(Duration.ofMillis(120)), new PointChoice(2, 1));
        metrics.watchSetting("batch.max-size", () -> 32);
        metrics.settingChanged("batch.max-size");
    }

    private static LoadSample sample(Duration age) {
        return new LoadSample(1, Duration.ofMillis(100), 0, 0, 0, 0, age, 0);
    }

    @Test
    void countersOfAnnouncementsAndChangesBeginAtZeroSoThatTheFirstIsAnIncrease() {
        metrics.announcements(List.of("serving", "shadow"), List.of("agree", "busy"));
        metrics.watchChanges("model.operating-point");

        assertThat(metrics.scrape())
                .contains(
                        "avit_model_rollouts_total{result=\"refused\",role=\"shadow\"} 0.0",
                        "avit_model_rollouts_total{result=\"running\",role=\"serving\"} 0.0",
                        "avit_shadow_frames_total{result=\"busy\"} 0.0",
                        "avit_control_changes_total{setting=\"model.operating-point\"} 0.0");
    }

    @Test
    void pointsThatAreNotChosenByLoadHaveNoPlace() {
        metrics.pointsChosen(sample(Duration.ZERO), PointChoice.BEST);

        assertThat(metrics.scrape()).doesNotContain("avit_elastic");
    }

    @Test
    void aPlaceIsToldOnlyWhilePointsAreChosenByLoad() {
        metrics.elastic(3, Duration.ofMillis(250));
        metrics.pointsChosen(sample(Duration.ofMillis(120)), new PointChoice(2, 2));
        metrics.notElastic();
        metrics.pointsChosen(sample(Duration.ofMillis(120)), new PointChoice(1, 1));
        assertThat(metrics.scrape()).contains("avit_elastic_changes_total 1.0").doesNotContain("avit_elastic_place");

        metrics.elastic(3, Duration.ofMillis(250));
        assertThat(metrics.scrape())
                .contains("avit_elastic_place{priority=\"normal\"} 0.0", "avit_elastic_last_place 2.0");
    }

    @Test
    void aModelThatGoesOnFromTheSamePlaceIsNoChange() {
        metrics.elastic(4, Duration.ofMillis(250));
        metrics.pointsChosen(sample(Duration.ofMillis(120)), new PointChoice(3, 1));
        metrics.elastic(3, Duration.ofMillis(250));
        assertThat(metrics.scrape()).contains("avit_elastic_place{priority=\"normal\"} 2.0");

        metrics.pointsChosen(sample(Duration.ofMillis(120)), new PointChoice(2, 1));
        assertThat(metrics.scrape()).contains("avit_elastic_changes_total 1.0");
    }

    @Test
    void oneSeriesTellsWhatAnswersAlsoAfterAChange() {
        metrics.model(MODEL, "default", "cpu");
        metrics.model(MODEL, "fast", "cpu");

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("avit_model_info{")))
                .singleElement()
                .asString()
                .contains("operating_point=\"fast\"")
                .endsWith(" 1");
    }

    @Test
    void everyMeterOfTheCatalogueIsFedWithItsTagsAndNoOther() {
        useAll();

        List<Meter.Id> ours = metrics.registry().getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("avit."))
                .toList();
        assertThat(ours)
                .extracting(Meter.Id::getName)
                .containsOnly(Arrays.stream(AvitMeter.values())
                        .map(AvitMeter::meterName)
                        .toArray(String[]::new));
        assertThat(ours).allSatisfy(id -> {
            AvitMeter meter = Arrays.stream(AvitMeter.values())
                    .filter(m -> m.meterName().equals(id.getName()))
                    .findFirst()
                    .orElseThrow();
            assertThat(id.getTags().stream().map(Tag::getKey)).containsExactlyInAnyOrderElementsOf(meter.tags());
            assertThat(id.getDescription()).isEqualTo(meter.description());
        });
    }

    @Test
    void theModelThatServesIsTheOnlyOneTold() {
        metrics.model(MODEL, "default", "cpu (2 workers)");
        metrics.model(new ModelIdentity("tiny", "2", "cd34"), "default", "cpu (2 workers)");
        metrics.shadow(MODEL, "default");
        metrics.noShadow();

        assertThat(metrics.scrape()).contains("version=\"2\"").doesNotContain("version=\"1\"", "avit_shadow_info");
    }

    @Test
    void prometheusReadsThem() {
        useAll();

        assertThat(metrics.scrape())
                .contains(
                        "avit_frames_total{camera=\"gate\",outcome=\"classified\",reason=\"none\"} 1.0",
                        "avit_frames_total{camera=\"gate\",outcome=\"rejected\",reason=\"corrupt-image\"} 1.0",
                        "avit_frames_total{camera=\"gate\",outcome=\"skipped\",reason=\"stale\"} 1.0",
                        "avit_deadletter_total{category=\"corrupt-image\"} 1.0",
                        "avit_tokens_active_total{layer=\"1\"} 5.0",
                        "avit_compute_macs_executed_total 80.0",
                        "avit_compute_macs_dense_total 100.0",
                        "avit_batch_size_bucket{reason=\"delay\",le=\"4.0\"} 1",
                        "avit_latency_seconds_bucket{span=\"captured_to_published\",le=\"0.02\"} 1",
                        "avit_latency_seconds_sum{span=\"appended_to_published\"} 0.0",
                        "avit_inference_duration_seconds_count{phase=\"inference\"} 1",
                        "avit_transactions_vetoed_total 1.0",
                        "avit_batch_inflight 7.0",
                        "avit_lookahead_entries 9.0",
                        "avit_ready 1.0",
                        "avit_point_frames_total{point=\"default\"} 1.0",
                        "avit_elastic_place{priority=\"normal\"} 2.0",
                        "avit_elastic_place{priority=\"high\"} 1.0",
                        "avit_elastic_last_place 2.0",
                        "avit_elastic_changes_total 1.0",
                        "avit_elastic_objective_seconds 0.25",
                        "avit_elastic_age_seconds 0.12",
                        "avit_model_info{");
        assertThat(metrics.registry()
                        .get("avit.halting.depth.ratio")
                        .tag("camera", "gate")
                        .summary()
                        .max())
                .isCloseTo(0.75, within(1e-9));
    }

    /** The observer of frames runs on a stream thread: an exception would stop the stream at the same frame for ever. */
    @Test
    void aFrameThatClaimsToBeCenturiesOldIsCountedToo() {
        metrics.published(Duration.ofDays(300 * 365), Duration.ofDays(-300 * 365));

        assertThat(metrics.scrape())
                .contains(
                        "avit_latency_seconds_count{span=\"captured_to_published\"} 1",
                        "avit_latency_seconds_sum{span=\"appended_to_published\"} 0.0");
    }

    @Test
    void catalogueKnowsThePrometheusNames() {
        useAll();
        String scrape = metrics.scrape();

        assertThat(AvitMeter.values()).allSatisfy(meter -> {
            String first = meter.prometheusName()
                    + switch (meter.kind()) {
                        case COUNTER, GAUGE -> "";
                        case TIMER, HISTOGRAM -> "_count";
                    };
            assertThat(scrape.lines()).anyMatch(line -> line.startsWith(first + "{") || line.startsWith(first + " "));
        });
    }

    @Test
    void kafkaStreamsOwnMetricsAreAddedWhileWatched(@TempDir Path state) throws Exception {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("frames").to("labels");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "metrics");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());

        try (KafkaStreams streams = new KafkaStreams(builder.build(), properties);
                AutoCloseable watch = metrics.watch(streams)) {
            assertThat(metrics.scrape()).contains("kafka_stream_thread_", "kafka_consumer_");
        }
        assertThat(metrics.scrape()).doesNotContain("kafka_stream_thread_");
    }

    @Test
    void camerasBeyondTheLimitShareOneTag() {
        for (String camera : List.of("a", "b", "c", "d", "a")) {
            metrics.frame(camera, CLASSIFIED);
        }

        TreeSet<String> tags = new TreeSet<>();
        metrics.registry()
                .find("avit.frames")
                .counters()
                .forEach(c -> tags.add(c.getId().getTag("camera") + "=" + (int) c.count()));
        assertThat(tags).containsExactly("a=2", "b=1", "other=2");
    }
}
