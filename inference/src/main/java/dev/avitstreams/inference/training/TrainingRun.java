package dev.avitstreams.inference.training;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.halting.Libtorch;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.training.checkpoint.Checkpoint;
import dev.avitstreams.inference.training.checkpoint.CheckpointFolder;
import dev.avitstreams.inference.training.data.BatchSource;
import dev.avitstreams.inference.training.data.Prefetcher;
import dev.avitstreams.inference.training.network.Parameters;
import dev.avitstreams.inference.training.validation.Contender;
import dev.avitstreams.inference.training.validation.Evaluation;
import dev.avitstreams.inference.training.validation.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A training in a folder of its own: {@code training.json} (the plan), {@code checkpoint/}, {@code steps.csv}, {@code
 * evaluations.csv} and {@code models/step-N/}. Taken up again after any end, it becomes what it would have become without.
 * Runs on the caller's thread.
 */
public final class TrainingRun {
    /** Names in the folder. */
    public static final String STEPS = "steps.csv";

    public static final String EVALUATIONS = "evaluations.csv";
    private static final String PLAN = "training.json";
    private static final String CHECKPOINT = "checkpoint";
    private static final String MODELS = "models";

    private final Path folder;
    private final TrainingPlan plan;
    private final CheckpointFolder checkpoints;

    private TrainingRun(Path folder, TrainingPlan plan) {
        this.folder = folder;
        this.plan = plan;
        this.checkpoints = new CheckpointFolder(folder.resolve(CHECKPOINT));
    }

    /** @throws TrainingException if there is a training in the folder already */
    public static TrainingRun create(Path folder, TrainingPlan plan) {
        if (Files.exists(folder.resolve(PLAN))) {
            throw new TrainingException("There is a training in " + folder
                    + " already: take it up again with --resume, or choose another folder.");
        }
        return new TrainingRun(folder, plan);
    }

    /** @throws TrainingException if there is no training in the folder */
    public static TrainingRun resume(Path folder) {
        return new TrainingRun(folder, PlanFile.read(folder.resolve(PLAN)));
    }

    public TrainingPlan plan() {
        return plan;
    }

    /**
     * Trains until the last step, or until stopping is wished, which is asked after every step.
     *
     * @return steps done in all
     */
    public long run(TrainingListener listener, BooleanSupplier stop)
            throws IOException, InferenceException, InterruptedException {
        ModelFolder start = ModelFolder.open(plan.model());
        ModelFolder dense = ModelFolder.open(plan.teacher());
        if (!dense.manifest().architecture().equals(start.manifest().architecture())) {
            throw new TrainingException("The teacher " + plan.teacher() + " has another architecture than "
                    + plan.model() + "; use the dense model that training starts from.");
        }
        requireSides(start.manifest().architecture());
        Libtorch.load();
        Optional<Checkpoint> kept = checkpoints.newest();
        Checkpoint from = kept.isPresent()
                ? kept.get()
                : Checkpoint.start(start.weights(), start.manifest().architecture());
        try (AVit teacher = AVit.load(dense);
                Trainer trainer = new Trainer(
                        start.manifest().architecture(),
                        plan.settings(),
                        Parameters.copyOf(dense.weights(), dense.manifest().architecture()),
                        from);
                ImageSet images = ImageSet.open(plan.labelled(), plan.unlabelled(), start.labels());
                ImageSet validation = ImageSet.open(plan.validation(), List.of(), start.labels());
                Evaluator evaluator = new Evaluator(
                        validation,
                        plan.validationImages(),
                        start.manifest().architecture().imageSide(),
                        start.manifest().normalisation(),
                        plan.settings().threads())) {
            Files.createDirectories(folder);
            PlanFile.write(folder.resolve(PLAN), plan);
            List<Judgement> wanted = evaluator.ask(Contender.dense(teacher));
            listener.started(plan, trainer.step(), images.size(), evaluator.images());
            return new Session(start, trainer, evaluator, wanted, listener).run(images, stop);
        }
    }

    private void requireSides(Architecture architecture) {
        try {
            plan.settings().smallerSides().ifPresent(smaller -> smaller.requireFit(architecture));
        } catch (IllegalArgumentException e) {
            throw new TrainingException("These sides do not fit " + plan.model() + ": " + e.getMessage() + ".", e);
        }
    }

    /** The part of a run in which everything is open. */
    private final class Session {
        private final ModelFolder start;
        private final Trainer trainer;
        private final Evaluator evaluator;
        private final List<Judgement> wanted; // of the teacher
        private final TrainingListener listener;
        private final TrainingLog log;

        Session(
                ModelFolder start,
                Trainer trainer,
                Evaluator evaluator,
                List<Judgement> wanted,
                TrainingListener listener)
                throws IOException {
            this.start = start;
            this.trainer = trainer;
            this.evaluator = evaluator;
            this.wanted = wanted;
            this.listener = listener;
            this.log = new TrainingLog(folder, trainer.step());
        }

        long run(ImageSet images, BooleanSupplier stop) throws IOException, InferenceException, InterruptedException {
            TrainingSettings settings = plan.settings();
            BatchSource source = new BatchSource(
                    images,
                    settings.batchSize(),
                    settings.seed(),
                    settings.augmentation(),
                    start.manifest().architecture().imageSide(),
                    start.manifest().normalisation());
            if (trainer.step() == 0) {
                evaluate();
            }
            trainer.useThreads();
            try (Prefetcher batches = new Prefetcher(source, trainer.step() + 1, settings.steps())) {
                while (trainer.step() < settings.steps() && !stop.getAsBoolean()) {
                    StepReport report = trainer.step(batches.take());
                    log.add(report);
                    listener.stepped(report);
                    afterStep(report.step(), settings.steps());
                }
            }
            checkpoints.save(trainer.checkpoint());
            return trainer.step();
        }

        private void afterStep(long step, long steps) throws IOException, InferenceException {
            if (step % plan.evaluateEvery() == 0 || step == steps) {
                evaluate();
                trainer.useThreads();
            }
            if (step % plan.checkpointEvery() == 0) {
                checkpoints.save(trainer.checkpoint());
            }
        }

        private void evaluate() throws IOException, InferenceException {
            long step = trainer.step();
            Path model = folder.resolve(MODELS).resolve("step-%06d".formatted(step));
            ModelFolder written = ModelSnapshot.write(model, start, plan.settings(), trainer.average(), step);
            if (evaluator.images() == 0) {
                return;
            }
            try (AVit candidate = AVit.load(written)) {
                HaltingRule rule = new HaltingRule(plan.settings().threshold(), 0, Completeness.COMPLETE);
                Evaluation evaluation =
                        Evaluation.of(evaluator.labels(), evaluator.ask(Contender.halting(candidate, rule)), wanted);
                log.add(step, evaluation);
                listener.evaluated(step, evaluation, model);
            }
        }
    }
}
