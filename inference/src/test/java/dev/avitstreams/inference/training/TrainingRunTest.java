package dev.avitstreams.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.training.checkpoint.Checkpoint;
import dev.avitstreams.inference.training.checkpoint.CheckpointFolder;
import dev.avitstreams.inference.training.schedule.SmallerSides;
import dev.avitstreams.inference.training.validation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings of a tiny model: the same twice, the same when stopped or killed on the way. */
class TrainingRunTest {
    private static final int STEPS = 20;

    @TempDir
    private Path folder;

    private TinyTraining tiny;

    @BeforeEach
    void makeModelAndPictures() throws IOException {
        tiny = new TinyTraining(folder);
    }

    /** Remembers all, and may fail as a killed process would: between two steps, without tidying up. */
    private static final class Watcher implements TrainingListener {
        private final List<StepReport> steps = new ArrayList<>();
        private final List<Evaluation> evaluations = new ArrayList<>();
        private final long killedAt;

        Watcher(long killedAt) {
            this.killedAt = killedAt;
        }

        @Override
        public void started(TrainingPlan plan, long doneSteps, int images, int validationImages) {
            assertThat(images).isEqualTo(30);
            assertThat(validationImages).isEqualTo(12);
        }

        @Override
        public void stepped(StepReport report) {
            steps.add(report);
            if (report.step() == killedAt) {
                throw new KilledException();
            }
        }

        @Override
        public void evaluated(long step, Evaluation evaluation, Path model) {
            evaluations.add(evaluation);
        }
    }

    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Path whole(String name) throws Exception {
        return whole(name, tiny.plan(STEPS), new Watcher(-1));
    }

    private Path whole(String name, TrainingPlan plan, Watcher watcher) throws Exception {
        Path run = folder.resolve(name);
        TrainingRun.create(run, plan).run(watcher, () -> false);
        return run;
    }

    private static String digest(Path run) throws IOException {
        try (Checkpoint checkpoint =
                new CheckpointFolder(run.resolve("checkpoint")).newest().orElseThrow()) {
            assertThat(checkpoint.step()).isEqualTo(STEPS);
            return checkpoint.weights().sha256()
                    + checkpoint.average().sha256()
                    + checkpoint.firstMoments().sha256()
                    + checkpoint.secondMoments().sha256()
                    + checkpoint.ponder();
        }
    }

    @Test
    void sameSeedGivesSameWeightsAndLogs() throws Exception {
        // When
        Path one = whole("one");
        Path other = whole("other");

        // Then
        assertThat(digest(one)).isEqualTo(digest(other));
        assertThat(one.resolve(TrainingRun.STEPS)).hasSameTextualContentAs(other.resolve(TrainingRun.STEPS));
        Safetensors start = ModelFolder.open(tiny.model()).weights();
        Safetensors end = ModelFolder.open(one.resolve("models/step-000020")).weights();
        assertThat(end.floatArray("head.weight")).isNotEqualTo(start.floatArray("head.weight"));
        assertThat(end.floatArray("patch_embed.proj.bias"))
                .as("frozen, but for rounding to f16")
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(start.floatArray("patch_embed.proj.bias"));
    }

    @Test
    void killedTrainingGoesOnAsIfNothingHadHappened() throws Exception {
        // Given
        Path untouched = whole("untouched");
        Path killed = folder.resolve("killed");
        assertThatThrownBy(() -> TrainingRun.create(killed, tiny.plan(STEPS)).run(new Watcher(13), () -> false))
                .isInstanceOf(KilledException.class);

        // When
        Watcher second = new Watcher(-1);
        TrainingRun.resume(killed).run(second, () -> false);

        // Then
        assertThat(second.steps.get(0).step()).as("the checkpoint was at 10").isEqualTo(11);
        assertThat(digest(killed)).isEqualTo(digest(untouched));
        assertThat(killed.resolve(TrainingRun.STEPS)).hasSameTextualContentAs(untouched.resolve(TrainingRun.STEPS));
        assertThat(killed.resolve(TrainingRun.EVALUATIONS))
                .hasSameTextualContentAs(untouched.resolve(TrainingRun.EVALUATIONS));
    }

    @Test
    void stoppedTrainingKeepsEveryStepItDid() throws Exception {
        // Given
        Path untouched = whole("untouched");
        Path stopped = folder.resolve("stopped");
        Watcher first = new Watcher(-1);
        TrainingRun run = TrainingRun.create(stopped, tiny.plan(STEPS));

        // When
        long done = run.run(first, () -> first.steps.size() == 7);
        Watcher second = new Watcher(-1);
        TrainingRun.resume(stopped).run(second, () -> false);

        // Then
        assertThat(done).isEqualTo(7);
        assertThat(second.steps).hasSize(STEPS - 7);
        assertThat(digest(stopped)).isEqualTo(digest(untouched));
    }

    @Test
    void lossFallsAndReportsAreOfThisWorld() throws Exception {
        // When
        Watcher watcher = new Watcher(-1);
        TrainingRun.create(folder.resolve("run"), tiny.plan(STEPS)).run(watcher, () -> false);

        // Then
        double before = watcher.steps.subList(0, 5).stream()
                .mapToDouble(StepReport::total)
                .average()
                .orElseThrow();
        double after = watcher.steps.subList(15, 20).stream()
                .mapToDouble(StepReport::total)
                .average()
                .orElseThrow();
        assertThat(after).isLessThan(before);
        assertThat(watcher.evaluations).hasSize(3).allSatisfy(evaluation -> {
            assertThat(evaluation.labelled()).isEqualTo(12);
            assertThat(evaluation.meanDepth()).isBetween(1.0, 6.0);
            assertThat(evaluation.gmacsEarlyExit()).isLessThanOrEqualTo(evaluation.gmacs());
        });
    }

    @Test
    void everyOtherStepSeesSmallerImagesWhereAsked() throws Exception {
        // Given
        SmallerSides sides = new SmallerSides(List.of(16, 24));
        TrainingPlan plan = tiny.plan(TinyTraining.settings(STEPS, Optional.empty(), Optional.of(sides)));

        // When
        Watcher watcher = new Watcher(-1);
        Path one = whole("one", plan, watcher);

        // Then
        assertThat(watcher.steps)
                .filteredOn(step -> step.step() % 2 == 1)
                .extracting(StepReport::side)
                .containsOnly(16, 24);
        assertThat(watcher.steps)
                .filteredOn(step -> step.step() % 2 == 0)
                .extracting(StepReport::side)
                .containsOnly(32);
        assertThat(watcher.steps).allSatisfy(step -> {
            assertThat(step.following()).isPositive();
            assertThat(step.priorWeight() > 0).isEqualTo(step.side() == 32);
            assertThat(step.cost().meanDepth()).isBetween(1.0, 6.0);
        });
        try (Checkpoint checkpoint =
                new CheckpointFolder(one.resolve("checkpoint")).newest().orElseThrow()) {
            assertThat(checkpoint.ponder().observed())
                    .as("steers by whole images")
                    .isEqualTo(STEPS / 2);
        }
        assertThat(watcher.steps.stream().filter(step -> step.side() == 16))
                .as("a quarter of the patches")
                .allMatch(step -> step.cost().gmacs() < Macs.dense(tiny.set().architecture()) / 3e9);
        assertThat(digest(whole("other", plan, new Watcher(-1)))).isEqualTo(digest(one));
        assertThat(TrainingRun.resume(one).plan()).isEqualTo(plan);
    }

    @Test
    void aSideOfBrokenPatchesIsRefused() {
        SmallerSides sides = new SmallerSides(List.of(20));
        TrainingPlan plan = tiny.plan(TinyTraining.settings(STEPS, Optional.empty(), Optional.of(sides)));

        assertThatThrownBy(() -> whole("run", plan, new Watcher(-1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("one of sides is 20, must be a multiple of patchSide 8");
    }

    @Test
    void secondTrainingInAFolderIsRefused() throws Exception {
        Path run = folder.resolve("run");
        TrainingRun.create(run, tiny.plan(1)).run(new Watcher(-1), () -> false);

        assertThatThrownBy(() -> TrainingRun.create(run, tiny.plan(1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("--resume");
    }

    @Test
    void aTrainingBegunBeforeThereWereSmallerSidesGoesOn() throws Exception {
        Path run = whole("run", tiny.plan(1), new Watcher(-1));
        Path file = run.resolve("training.json");
        JsonMapper json = new JsonMapper();
        ObjectNode plan = (ObjectNode) json.readTree(file.toFile());
        assertThat(((ObjectNode) plan.get("settings")).remove("smallerSides")).isNotNull();
        json.writeValue(file.toFile(), plan);

        assertThat(TrainingRun.resume(run).plan()).isEqualTo(tiny.plan(1));
    }

    @Test
    void planSurvivesItsFile() throws Exception {
        Path run = folder.resolve("run");
        TrainingRun.create(run, tiny.plan(1)).run(new Watcher(-1), () -> false);

        assertThat(TrainingRun.resume(run).plan()).isEqualTo(tiny.plan(1));
        assertThat(Files.exists(run.resolve("models/step-000001/model.json"))).isTrue();
    }
}
