package dev.avitstreams.ops.command;

import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.training.LossWeights;
import dev.avitstreams.inference.training.TrainingSettings;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.network.Precision;
import dev.avitstreams.inference.training.schedule.LearningRate;
import dev.avitstreams.inference.training.schedule.PointRange;
import dev.avitstreams.inference.training.schedule.SmallerSides;
import dev.avitstreams.inference.training.schedule.Tightening;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Everything that decides what a training makes of weights and images. */
final class TrainingOptions {

    @Option(names = "--steps", paramLabel = "N", description = "Of the whole training. Default: 2000.")
    private long steps = 2000;

    @Option(names = "--batch", paramLabel = "B", description = "Images a step. Default: 24.")
    private int batch = 24;

    @Option(names = "--seed", paramLabel = "N", description = "Of every random choice. Default: 1.")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "That compute. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--rate", paramLabel = "LR", description = "Highest learning rate. Default: 4e-5.")
    private double rate = 4e-5;

    @Option(names = "--least-rate", paramLabel = "LR", description = "At the last step. Default: 1e-6.")
    private double leastRate = 1e-6;

    @Option(names = "--warm-up", paramLabel = "STEPS", description = "Until the highest rate. Default: 50.")
    private int warmUp = 50;

    @Option(names = "--weight-decay", paramLabel = "W", description = "Default: 0.05.")
    private double weightDecay = .05;

    @Option(names = "--clip", paramLabel = "NORM", description = "Largest norm of all gradients; 0: none. Default: 1.")
    private double clip = 1;

    @Option(names = "--average", paramLabel = "D", description = "Decay of the averaged weights. Default: 0.99.")
    private double average = .99;

    @Option(names = "--freeze", paramLabel = "PREFIX", arity = "1..*", description = "Parameters that stay: head., …")
    private List<String> frozen = List.of();

    @Option(
            names = "--score-only",
            paramLabel = "STEPS",
            description = "At first move only what writes neuron 0, the halting score. Default: 0.")
    private long scoreOnly;

    @Option(
            names = "--score-boost",
            paramLabel = "K",
            description = "How many times as fast what writes neuron 0, the halting score, learns as the rest. A low "
                    + "--rate keeps what the model knows, a boost lets it learn to halt. Default: 1.")
    private double scoreBoost = 1;

    @Option(names = "--distil", paramLabel = "W", description = "Weight of the teacher's answers. Default: 1.")
    private double distillation = 1;

    @Option(names = "--temperature", paramLabel = "T", description = "Of the distillation. Default: 1.")
    private double temperature = 1;

    @Option(
            names = "--match",
            paramLabel = "W",
            description =
                    "Weight of the squared difference from the teacher's logits, which holds on to the classes no "
                            + "training image shows. Default: 0.")
    private double matching;

    @Option(
            names = "--follow",
            paramLabel = "W",
            description = "Weight of halting where the teacher's class token stops looking; needs --target-gmacs. "
                    + "Default: 0.")
    private double following;

    @Option(names = "--label-weight", paramLabel = "W", description = "Weight of the labels. Default: 0.")
    private double classification;

    @Option(names = "--label-smoothing", paramLabel = "S", description = "Default: 0.")
    private double smoothing;

    @Option(
            names = "--drop-width",
            paramLabel = "W",
            description = "How far from τ, in scores, the task loss still tells a token's score what its drop costs. "
                    + "Default: 0, as in the paper: not at all.")
    private double dropWidth;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "f32, or bf16 in the blocks' products: twice as fast where the processor has AVX512-BF16 or "
                    + "AMX. Default: f32.")
    private Precision precision = Precision.F32;

    @Option(names = "--gate-scale", paramLabel = "γ", description = "Halting score σ(γ·x₀ − β). Default: the model's.")
    private @Nullable Float gateScale;

    @Option(names = "--gate-center", paramLabel = "β", description = "Default: the model's.")
    private @Nullable Float gateCenter;

    @Option(
            names = "--threshold",
            paramLabel = "τ",
            description = "A token halts at this sum of scores. Default: 0.99.")
    private float threshold = .99f;

    @Option(
            names = "--most-shift",
            paramLabel = "S",
            description =
                    "Teach further operating points: every other step is trained with the gate shifted by up to so "
                            + "much; needs --cheapest-gmacs and --follow. Default: none.")
    private @Nullable Double mostShift;

    @Option(
            names = "--cheapest-gmacs",
            paramLabel = "G",
            description = "Compute to teach for --most-shift; between the two it falls evenly.")
    private @Nullable Double cheapestGmacs;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            arity = "1..*",
            description = "Teach smaller images too: every other step is trained on its images shrunk to one of these "
                    + "sides, multiples of the model's patches and less than its own side; needs --follow, and not "
                    + "with --most-shift. Default: none.")
    private List<Integer> sides = List.of();

    @Option(
            names = "--target-gmacs",
            paramLabel = "G",
            description = "Compute of whole images to steer to, every token followed to its end. Default: no steering.")
    private @Nullable Double targetGmacs;

    @Option(
            names = "--ponder",
            paramLabel = "W",
            description = "Weight of the mean ponder; when steering, its bound in both directions. Default: 0.03.")
    private double ponder = .03;

    @Option(names = "--prior", paramLabel = "W", description = "Weight of the halting prior. Default: 0.03.")
    private double prior = .03;

    @Option(names = "--prior-depth", paramLabel = "L", description = "Its centre after the ramp. Default: 8.")
    private double priorDepth = 8;

    @Option(names = "--prior-start", paramLabel = "L", description = "Its centre at first. Default: 10.")
    private double priorStart = 10;

    @Option(names = "--prior-spread", paramLabel = "L", description = "Its standard deviation. Default: 1.5.")
    private double priorSpread = 1.5;

    @Option(names = "--ramp", paramLabel = "STEPS", description = "Over which halting is tightened. Default: ¾ of all.")
    private @Nullable Integer ramp;

    @Option(names = "--least-area", paramLabel = "A", description = "Share a random crop keeps. Default: 0.35.")
    private double leastArea = .35;

    @Option(names = "--stretch", paramLabel = "R", description = "Of a crop's sides, at most. Default: 1.33.")
    private double stretch = 4.0 / 3;

    @Option(names = "--no-flip", description = "Do not mirror images.")
    private boolean noFlip;

    @Option(names = "--jitter", paramLabel = "J", description = "Of brightness, contrast, saturation. Default: 0.2.")
    private double jitter = .2;

    @Option(names = "--mixed", paramLabel = "SHARE", description = "Of images mixed with another. Default: 0.3.")
    private double mixed = .3;

    @Option(names = "--mixup", paramLabel = "α", description = "Of Beta(α, α); 0: no mixup. Default: 0.4.")
    private double mixup = .4;

    @Option(names = "--cutmix", paramLabel = "α", description = "Of Beta(α, α); 0: no cutmix. Default: 1.")
    private double cutmix = 1;

    private Optional<PointRange> points() {
        if ((mostShift == null) != (cheapestGmacs == null)) {
            throw new IllegalArgumentException("--most-shift and --cheapest-gmacs go together; give both or none");
        }
        return mostShift == null || cheapestGmacs == null
                ? Optional.empty()
                : Optional.of(new PointRange(mostShift, cheapestGmacs));
    }

    /**
     * @param gate of the model to start from
     * @throws IllegalArgumentException naming the first setting out of its range
     */
    TrainingSettings settings(Gate gate) {
        int rampSteps = ramp == null ? (int) Math.min(Integer.MAX_VALUE, steps * 3 / 4) : ramp;
        return new TrainingSettings(
                seed,
                steps,
                batch,
                threads,
                precision,
                new Gate(gateScale == null ? gate.scale() : gateScale, gateCenter == null ? gate.center() : gateCenter),
                threshold,
                new LearningRate(rate, Math.min(rate, leastRate), warmUp),
                weightDecay,
                clip,
                average,
                new LossWeights(classification, smoothing, distillation, temperature, matching, following),
                new Tightening(
                        ponder,
                        prior,
                        priorStart,
                        priorDepth,
                        priorSpread,
                        rampSteps,
                        Optional.ofNullable(targetGmacs)),
                points(),
                sides.isEmpty() ? Optional.empty() : Optional.of(new SmallerSides(sides)),
                new Augmentation(leastArea, stretch, !noFlip, jitter, mixed, mixup, cutmix),
                frozen,
                dropWidth,
                scoreBoost,
                scoreOnly);
    }
}
