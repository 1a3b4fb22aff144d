package dev.avitstreams.topology.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.ModelSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class TuningTest {
    private static final String BY = "10.0.0.7";

    private final List<String> done = new ArrayList<>();
    private final OperatingPointControl points = new OperatingPointControl() {
        @Override
        public List<String> names() {
            return List.of("default", "fast");
        }

        @Override
        public void choose(String name) {
            done.add("point " + name);
        }
    };
    private final Tuning tuning = new Tuning(
            AvitConfig.defaults("localhost:9092", List.of("http://localhost:8081")),
            (size, delay) -> done.add("batches of " + size + " in " + delay),
            points,
            (path, now) -> done.add("told of " + path));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Tuning.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void aChangeTakesEffectAndIsToldAndLoggedAndShown() {
        Map<String, String> after = tuning.change(Map.of("batch.max-size", "8", "model.operating-point", "fast"), BY);

        assertThat(after)
                .containsExactly(
                        Map.entry("batch.max-size", "8"),
                        Map.entry("batch.max-delay", "10ms"),
                        Map.entry("model.operating-point", "fast"));
        assertThat(tuning.values()).isEqualTo(after);
        assertThat(done)
                .containsExactly(
                        "point fast",
                        "batches of 8 in " + Duration.ofMillis(10),
                        "told of batch.max-size",
                        "told of model.operating-point");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Settings changed by=10.0.0.7 batch.max-size=32->8 model.operating-point=default->fast");
        assertThat(tuning.effective())
                .startsWith("# Changed at /control since the start, and forgotten with the process:"
                        + " batch.max-size=32->8 model.operating-point=default->fast\n")
                .contains("  max-size: 8\n", "  operating-point: fast\n");
    }

    @Test
    void theSameChangeOnceMoreChangesNothing() {
        tuning.change(Map.of("batch.max-size", "8"), BY);
        done.clear();

        tuning.change(Map.of("batch.max-size", "8"), BY);

        assertThat(done).isEmpty();
        assertThat(log.list).hasSize(1);
    }

    @Test
    void whatWasChangedBackIsShownAsItWas() {
        String before = tuning.effective();

        tuning.change(Map.of("batch.max-size", "8"), BY);
        tuning.change(Map.of("batch.max-size", "32"), BY);

        assertThat(tuning.effective()).isEqualTo(before);
    }

    @Test
    void ofAChangeThatIsWrongInPartNothingHappens() {
        assertThatThrownBy(() -> tuning.change(Map.of("batch.max-size", "8", "model.operating-point", "elastic"), BY))
                .hasMessageContaining("model.operating-point is 'elastic', must be one of default, fast");
        assertThatThrownBy(() -> tuning.change(Map.of("batch.max-size", "8", "batch.max-delay", "1h"), BY))
                .hasMessageContaining("batch.max-delay is 1h, must be 0ms to 1s");

        assertThat(done).isEmpty();
        assertThat(log.list).isEmpty();
        assertThat(tuning.values()).containsEntry("batch.max-size", "32");
    }

    @Test
    void aBatchThatCouldNeverFillIsRefusedAsAtTheStart() {
        Tuning narrow = new Tuning(
                AvitConfig.parse("""
                        kafka: {bootstrap.servers: "localhost:9092", max.poll.records: 20}
                        registry: {urls: [http://localhost:8081]}
                        threads: 1
                        batch: {max-size: 16}
                        """, Map.of()), (size, delay) -> done.add("changed"), points, (path, now) -> {});

        assertThatThrownBy(() -> narrow.change(Map.of("batch.max-size", "32"), BY))
                .hasMessageContaining("A batch of batch.max-size 32 can never fill");
        assertThat(done).isEmpty();
    }

    @Test
    void aPointChosenByLoadIsPinnedAndLetGoAgain() {
        Tuning elastic = elastic();

        elastic.change(Map.of("model.operating-point", "fast"), BY);
        assertThat(elastic.values()).containsEntry("model.operating-point", "fast");
        assertThat(elastic.effective())
                .contains("model.operating-point=elastic->fast", "  operating-point: fast\n", "  min-accuracy: 0.7\n");

        elastic.change(Map.of("model.operating-point", "elastic"), BY);
        assertThat(elastic.values()).containsEntry("model.operating-point", "elastic");
        assertThat(done)
                .containsExactly(
                        "point fast",
                        "told of model.operating-point",
                        "point elastic",
                        "told of model.operating-point");
    }

    @Test
    void aModelThatTookOverAndItsPointAreShownAsAnnouncedAndNobodysChange() {
        Tuning elastic = elastic();

        elastic.takenOver(() -> done.add("seated"), model("/models/tiny-2", "fast"));

        assertThat(done).containsExactly("seated");
        assertThat(elastic.values())
                .containsOnlyKeys("batch.max-size", "batch.max-delay", "model.operating-point")
                .containsEntry("model.operating-point", "fast");
        assertThat(elastic.effective())
                .startsWith("# Announced with the model: model.folder=model->/models/tiny-2"
                        + " model.operating-point=elastic->fast\n")
                .doesNotContain("/control since")
                .contains("  folder: /models/tiny-2\n", "  operating-point: fast\n");

        elastic.change(Map.of("batch.max-size", "8"), BY);
        assertThat(elastic.effective())
                .contains("since the start, and forgotten with the process: batch.max-size=32->8\n");
        elastic.takenOver(() -> done.add("seated"), model("model", "elastic"));

        assertThat(done)
                .containsExactly(
                        "seated",
                        "batches of 8 in " + Duration.ofMillis(10),
                        "told of batch.max-size",
                        "seated",
                        "batches of 8 in " + Duration.ofMillis(10));
        assertThat(elastic.effective())
                .doesNotContain("Announced with")
                .startsWith(
                        "# Changed at /control since the start, and forgotten with the process: batch.max-size=32->8\n");
    }

    @Test
    void limitsThatDoNotFitThePointOfAModelThatTakesOverAreAgainThoseOfTheStart() {
        tuning.change(Map.of("batch.max-size", "8", "batch.max-delay", "200ms"), BY);
        done.clear();
        log.list.clear();

        tuning.takenOver(() -> done.add("seated"), model("/models/tiny-2", "elastic"));

        assertThat(done).containsExactly("seated", "told of batch.max-size", "told of batch.max-delay");
        assertThat(tuning.values())
                .containsExactly(
                        Map.entry("batch.max-size", "32"),
                        Map.entry("batch.max-delay", "10ms"),
                        Map.entry("model.operating-point", "elastic"));
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .startsWith("Settings are again as at the start, batch.max-size=8->32 batch.max-delay=200ms->10ms,"
                            + " since a model took over that they do not fit: batch.max-delay is 200ms, must be below");
        });
        assertThat(tuning.effective()).doesNotContain("/control since").contains("  max-delay: 10ms\n");
    }

    private static ModelSection model(String folder, String operatingPoint) {
        return new ModelSection(Path.of(folder), operatingPoint);
    }

    @Test
    void aBatchThatGathersUntilItsFramesAreLateIsRefusedWhilePointsAreChosenByLoad() {
        Tuning elastic = elastic();

        assertThatThrownBy(() -> elastic.change(Map.of("batch.max-delay", "125ms"), BY))
                .hasMessageContaining("must be below half of elastic.latency-objective, which is 250ms");
        elastic.change(Map.of("batch.max-delay", "125ms", "model.operating-point", "fast"), BY);
        assertThatThrownBy(() -> elastic.change(Map.of("model.operating-point", "elastic"), BY))
                .hasMessageContaining("must be below half of elastic.latency-objective");
    }

    private Tuning elastic() {
        OperatingPointControl withElastic = new OperatingPointControl() {
            @Override
            public List<String> names() {
                return List.of("default", "fast", "elastic");
            }

            @Override
            public void choose(String name) {
                points.choose(name);
            }
        };
        return new Tuning(
                AvitConfig.parse("""
                        kafka: {bootstrap.servers: "localhost:9092"}
                        registry: {urls: [http://localhost:8081]}
                        model: {operating-point: elastic}
                        elastic: {min-accuracy: 0.7}
                        """, Map.of()),
                (size, delay) -> done.add("batches of " + size + " in " + delay),
                withElastic,
                (path, now) -> done.add("told of " + path));
    }

    @Test
    void changesAtTheSameTimeAreMadeOneAfterTheOther() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Future<?>> running = List.of(
                both.submit(() -> alternate("batch.max-size", "8", "16")),
                both.submit(() -> alternate("batch.max-delay", "1ms", "2ms")));
        for (Future<?> one : running) {
            one.get();
        }
        both.shutdown();

        assertThat(tuning.values()).containsEntry("batch.max-size", "16").containsEntry("batch.max-delay", "2ms");
        assertThat(done.stream().filter(line -> line.startsWith("told"))).hasSize(400);
    }

    private void alternate(String path, String one, String other) {
        for (int i = 0; i < 100; i++) {
            tuning.change(Map.of(path, one), BY);
            tuning.change(Map.of(path, other), BY);
        }
    }
}
