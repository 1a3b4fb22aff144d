package dev.avitstreams.topology.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.ElasticPolicy;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.config.ModelSection;
import dev.avitstreams.topology.rollout.Announcements;
import dev.avitstreams.topology.rollout.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServingTest {
    @TempDir
    private Path folder;

    private final List<Operator> told = new ArrayList<>();
    private ModelCopies copies;
    private Serving serving;
    private byte[] image;

    @BeforeEach
    void open() throws IOException {
        copies = new ModelCopies(folder.toRealPath());
        image = ModelCopies.png();
        serving = Serving.open(copies.config(), EngineListener.NONE, UnaryOperator.identity(), told::add);
    }

    @AfterEach
    void close() {
        serving.close();
    }

    private CompletableFuture<FrameOutcome> frame() {
        return serving.classifier().submit(new FrameRequest(image.length, () -> image));
    }

    private static String version(CompletableFuture<FrameOutcome> frame) {
        return ((Classified) frame.join()).classification().model().version();
    }

    private static boolean takesFrames(Operator operator, byte[] image) {
        return operator.classifier()
                .offer(new FrameRequest(image.length, () -> image))
                .isPresent();
    }

    @Test
    void anAnnouncedModelTakesOverBetweenTwoFramesAndTheOneBeforeIsClosed() throws IOException {
        Operator first = serving.present();
        String before = first.classifier().model().version();
        Optional<ModelAnnouncement> announced = Optional.of(Announcements.ofFolder(copies.version("next")));
        assertThat(serving.runs(Optional.empty())).isTrue();
        assertThat(serving.runs(announced)).isFalse();

        Candidate next = serving.prepare(announced);
        assertThat(told).containsExactly(first);
        List<CompletableFuture<FrameOutcome>> accepted = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            accepted.add(frame());
        }
        next.takeOver();

        assertThat(accepted).allSatisfy(frame -> assertThat(frame).isCompleted());
        assertThat(accepted).extracting(ServingTest::version).containsOnly(before);
        assertThat(version(frame())).isEqualTo("next");
        assertThat(serving.present().model())
                .isEqualTo(new ModelSection(Path.of(announced.get().getFolder()), "default"));
        assertThat(told).containsExactly(first, serving.present());
        assertThat(takesFrames(first, image)).isFalse();
        assertThat(serving.runs(announced)).isTrue();
        assertThat(serving.runs(Optional.empty())).isFalse();
    }

    @Test
    void withoutAnAnnouncementTheConfiguredModelComesBack() throws IOException {
        String before = version(frame());
        serving.prepare(Optional.of(Announcements.ofFolder(copies.version("next"))))
                .takeOver();

        serving.prepare(Optional.empty()).takeOver();

        assertThat(version(frame())).isEqualTo(before);
        assertThat(serving.runs(Optional.empty())).isTrue();
        assertThat(told).hasSize(3);
    }

    @Test
    void aModelThatCannotRunLeavesThePresentOneServing() throws IOException {
        Path damaged = copies.version("damaged");
        ModelAnnouncement announced = Announcements.ofFolder(damaged);
        byte[] weights = Files.readAllBytes(damaged.resolve("weights.safetensors"));
        weights[weights.length / 2] ^= 1;
        Files.write(damaged.resolve("weights.safetensors"), weights);
        Operator first = serving.present();

        assertThatThrownBy(() -> serving.prepare(Optional.of(announced)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("damaged");

        assertThat(serving.present()).isSameAs(first);
        assertThat(frame()).succeedsWithin(Duration.ofSeconds(30)).isInstanceOf(Classified.class);
        assertThat(told).containsExactly(first);
    }

    @Test
    void aCandidateThatIsGivenUpIsClosedAndNothingChanges() throws IOException {
        Operator first = serving.present();

        serving.prepare(Optional.of(Announcements.ofFolder(copies.version("next"))))
                .close();

        assertThat(serving.present()).isSameAs(first);
        assertThat(takesFrames(first, image)).isTrue();
        assertThat(serving.runs(Optional.empty())).isTrue();
    }

    @Test
    void aModelChosenAmongByLoadGoesOnFromThePlaceOfTheOneBefore() throws Exception {
        serving.prepare(Optional.of(elastic("first"))).takeOver();
        assertThat(elasticNow().choice()).as("from a fixed point").isEqualTo(PointChoice.BEST);
        Candidate next = serving.prepare(Optional.of(elastic("next")));
        elasticNow().resume(new PointChoice(2, 1)); // as under load

        next.takeOver();

        assertThat(elasticNow().choice()).isEqualTo(new PointChoice(2, 1));
        assertThat(version(frame())).isEqualTo("next");
    }

    @Test
    void pointsByLoadAreRefusedWhereBatchesGatherUntilTheirFramesAreLate() throws IOException {
        Optional<ModelAnnouncement> announced = Optional.of(elastic("next"));
        serving.close();
        serving = Serving.open(copies.config("200ms"), EngineListener.NONE, UnaryOperator.identity(), told::add);

        assertThatThrownBy(() -> serving.prepare(announced))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        "With the operating point 'elastic' the settings would be refused: batch.max-delay is"
                                + " 200ms, must be below half of elastic.latency-objective");
    }

    private ModelAnnouncement elastic(String version) throws IOException {
        ModelAnnouncement announced = Announcements.ofFolder(copies.version(version));
        announced.setOperatingPoint("elastic");
        return announced;
    }

    private ElasticPolicy elasticNow() {
        return (ElasticPolicy) serving.present().classifier().points();
    }

    @Test
    void theSameModelAtAnotherPointIsAnotherAnnouncement() throws IOException {
        ModelAnnouncement announced = Announcements.ofFolder(copies.version("next"));
        serving.prepare(Optional.of(announced)).takeOver();
        announced.setOperatingPoint("fast");

        assertThat(serving.runs(Optional.of(announced))).isFalse();
        serving.prepare(Optional.of(announced)).takeOver();

        assertThat(serving.runs(Optional.of(announced))).isTrue();
        assertThat(((Classified) frame().join()).classification().operatingPoint())
                .isEqualTo("fast");
    }
}
