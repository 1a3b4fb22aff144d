package dev.avitstreams.inference.training;

import dev.avitstreams.inference.halting.CpuThreads;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.training.checkpoint.Checkpoint;
import dev.avitstreams.inference.training.data.TrainingBatch;
import dev.avitstreams.inference.training.loss.AttentionTargets;
import dev.avitstreams.inference.training.loss.GaussianPrior;
import dev.avitstreams.inference.training.network.DenseTrace;
import dev.avitstreams.inference.training.network.HaltingNetwork;
import dev.avitstreams.inference.training.network.HaltingTrace;
import dev.avitstreams.inference.training.network.Parameters;
import dev.avitstreams.inference.training.optimiser.AdamW;
import dev.avitstreams.inference.training.optimiser.MovingAverage;
import dev.avitstreams.inference.training.schedule.PonderControl;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Takes a model from one step to the next. Owns its weights, their average and the optimiser's moments until closed; all
 * other native memory of a step is given back before the step returns. One thread, always the same.
 */
public final class Trainer implements AutoCloseable {
    private static final double UNBOUNDED = 1e30;

    private final Architecture architecture;
    private final TrainingSettings settings;
    private final Parameters teacherWeights;
    private final HaltingNetwork teacher;
    private final Parameters weights;
    private final MovingAverage average;
    private final AdamW optimiser;
    private final PonderControl control;
    private long step;

    /**
     * @param teacher weights whose dense pass is distilled; owned from now on
     * @param from where to go on; owned from now on
     */
    public Trainer(Architecture architecture, TrainingSettings settings, Parameters teacher, Checkpoint from) {
        this.architecture = architecture;
        this.settings = settings;
        this.teacherWeights = teacher;
        this.weights = from.weights();
        this.average = new MovingAverage(from.average(), settings.averageDecay());
        this.optimiser = new AdamW(
                from.firstMoments(),
                from.secondMoments(),
                settings.weightDecay(),
                ScoreRows::writesResidual,
                settings.scoreBoost());
        this.control = new PonderControl(settings.tightening(), denseGmacs(), from.ponder());
        this.teacher = networkOf(teacherWeights, 0);
        this.step = from.step();
        weights.train(name -> !settings.isFrozen(name));
        useThreads();
    }

    private HaltingNetwork networkOf(Parameters parameters, float shift) {
        Gate gate = settings.gate();
        return new HaltingNetwork(
                architecture,
                new Gate(gate.scale(), gate.center() - shift),
                settings.threshold(),
                parameters,
                settings.precision(),
                settings.dropWidth());
    }

    /** To be called again after anything else set the number of threads in this process. */
    public void useThreads() {
        switch (settings.precision()) {
            case F32 -> CpuThreads.use(settings.threads());
            case BF16 -> CpuThreads.useWithoutBlas(settings.threads());
        }
    }

    /** Steps done. */
    public long step() {
        return step;
    }

    /** The moving average: what is evaluated and written as the model. */
    public Parameters average() {
        return average.weights();
    }

    /** Digest of the weights themselves. */
    public String weightsSha256() {
        return weights.sha256();
    }

    /** All there is to remember, a view of this trainer's own tensors: use it before the next step, do not close it. */
    public Checkpoint checkpoint() {
        return new Checkpoint(
                step, control.state(), weights, average.weights(), optimiser.firstMoments(), optimiser.secondMoments());
    }

    /**
     * One step.
     *
     * @param batch of the step after {@link #step()}
     * @throws TrainingException if the loss is no longer a number
     */
    public StepReport step(TrainingBatch batch) {
        if (batch.step() != step + 1) {
            throw new IllegalArgumentException("batch is of step " + batch.step() + ", expected " + (step + 1));
        }
        try (PointerScope scope = new PointerScope()) {
            long side = batch.side();
            FloatPointer pixels = new FloatPointer(batch.pixels());
            Tensor images = torch.from_blob(pixels, batch.images(), 3, side, side); // [B, 3, S, S], a view of pixels
            return step(batch, images);
        }
    }

    private StepReport step(TrainingBatch batch, Tensor images) {
        long now = batch.step();
        float shift = settings.points()
                .map(range -> range.shiftAt(settings.seed(), now))
                .orElse(0f);
        int side = sideAt(now);
        boolean whole = side == architecture.imageSide();
        // Ponder and prior steer the unshifted point on whole images; elsewhere the teacher's attention alone says what
        // halts.
        boolean steered = whole && shift == 0;
        double ponderWeight = steered ? control.weightAt(now) : 0;
        double priorWeight = steered ? settings.tightening().priorWeightAt(now) : 0;
        Tensor shown = whole ? images : ShrunkImages.of(images, side); // [B, 3, side, side]
        DenseTrace wanted = whole ? askTeacher(images) : askTeacher(images, shown);
        HaltingTrace trace = networkOf(weights, shift).forward(shown);
        Objective loss = Objective.of(
                trace,
                batch.targets(),
                wanted,
                new AttentionTargets(architecture, followedGmacs(now, shift)).atSide(side),
                settings.losses(),
                prior(now),
                ponderWeight,
                priorWeight);
        double total = loss.total().item_double();
        if (!Double.isFinite(total)) {
            throw new TrainingException("The loss became " + total + " at step " + now
                    + ". Go on from the last checkpoint with a lower learning rate, or clip gradients harder.");
        }
        loss.total().backward();
        double gradientNorm = update(now);
        BatchCost cost = BatchCost.of(trace, architecture.atSide(side));
        if (steered) {
            control.observe(now, cost.gmacs());
        }
        step = now;
        return new StepReport(
                now,
                shift,
                side,
                settings.learningRate().at(now, settings.steps()),
                total,
                loss.classification().item_double(),
                loss.distillation().item_double(),
                loss.matching().item_double(),
                loss.following().item_double(),
                loss.ponder().item_double(),
                loss.prior().item_double(),
                ponderWeight,
                priorWeight,
                gradientNorm,
                cost,
                settings.losses().needTeacher() ? agreement(trace.logits(), wanted.logits()) : 0);
    }

    /** At the model's own side. */
    private double followedGmacs(long now, float shift) {
        double unshifted = settings.tightening().followedGmacs(now, denseGmacs());
        return settings.points()
                .map(range -> range.followedGmacs(shift, unshifted))
                .orElse(unshifted);
    }

    private GaussianPrior prior(long now) {
        return new GaussianPrior(
                settings.tightening().depthAt(now), settings.tightening().spread());
    }

    /** @return the gradients' norm before clipping */
    private double update(long now) {
        boolean scoresOnly = now <= settings.scoreOnlySteps();
        if (scoresOnly) {
            ScoreRows.keepOnly(weights);
        }
        double gradientNorm = clip();
        optimiser.step(weights, now, settings.learningRate().at(now, settings.steps()), !scoresOnly);
        average.update(weights, now);
        return gradientNorm;
    }

    private double clip() {
        TensorVector moving = new TensorVector();
        weights.all().values().stream().filter(Tensor::requires_grad).forEach(moving::push_back);
        return torch.clip_grad_norm_(moving, settings.gradientNorm() > 0 ? settings.gradientNorm() : UNBOUNDED);
    }

    private double denseGmacs() {
        return Macs.dense(architecture) / 1e9;
    }

    private int sideAt(long now) {
        return settings.smallerSides()
                .map(smaller -> smaller.sideAt(settings.seed(), now))
                .orElse(OptionalInt.empty())
                .orElse(architecture.imageSide());
    }

    private DenseTrace askTeacher(Tensor images) {
        if (!settings.losses().needTeacher()) {
            return new DenseTrace(torch.zeros(images.size(0), architecture.classes()), List.of());
        }
        try (NoGradGuard guard = new NoGradGuard()) {
            return teacher.dense(images, settings.losses().following() > 0);
        }
    }

    /**
     * What the whole images show it, and what it looks at in those that the model is shown.
     *
     * @param images [B, 3, S, S]
     * @param shown [B, 3, side, side]
     */
    private DenseTrace askTeacher(Tensor images, Tensor shown) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor logits = teacher.dense(images, false).logits();
            return new DenseTrace(logits, teacher.dense(shown, true).classAttention());
        }
    }

    private static double agreement(Tensor logits, Tensor wanted) {
        Tensor best = logits.argmax(new LongOptional(1), false); // [B]
        Tensor theirs = wanted.argmax(new LongOptional(1), false); // [B]
        return best.eq(theirs).to(torch.ScalarType.Float).mean().item_double();
    }

    @Override
    public void close() {
        teacherWeights.close();
        weights.close();
        average.close();
        optimiser.close();
    }
}
