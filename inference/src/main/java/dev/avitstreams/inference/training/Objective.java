package dev.avitstreams.inference.training;

import dev.avitstreams.inference.training.augmentation.Target;
import dev.avitstreams.inference.training.loss.AttentionTargets;
import dev.avitstreams.inference.training.loss.GaussianPrior;
import dev.avitstreams.inference.training.loss.Losses;
import dev.avitstreams.inference.training.network.DenseTrace;
import dev.avitstreams.inference.training.network.HaltingTrace;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The loss of one batch and its parts, [] each, in the scope they were made in.
 *
 * @param total the weighted sum
 */
record Objective(
        Tensor total,
        Tensor classification,
        Tensor distillation,
        Tensor matching,
        Tensor following,
        Tensor ponder,
        Tensor prior) {

    /**
     * @param teacher its logits and attention; not looked at if it is not needed
     * @param halting where the teacher's attention says that tokens should halt; not looked at likewise
     * @param ponderWeight α_p of this step
     * @param priorWeight α_d of this step
     */
    static Objective of(
            HaltingTrace trace,
            List<Target> targets,
            DenseTrace teacher,
            AttentionTargets halting,
            LossWeights weights,
            GaussianPrior spread,
            double ponderWeight,
            double priorWeight) {
        Tensor classification = classification(trace, targets, weights);
        Tensor distillation = weights.distillation() > 0
                ? Losses.distillation(trace.logits(), teacher.logits(), weights.temperature())
                : torch.zeros();
        Tensor matching = weights.matching() > 0 ? Losses.matching(trace.logits(), teacher.logits()) : torch.zeros();
        Tensor following = weights.following() > 0
                ? Losses.following(trace, halting.halted(teacher.classAttention()))
                : torch.zeros();
        Tensor ponder = Losses.ponder(trace);
        Tensor prior = spread.distance(trace);
        Tensor total = classification
                .mul(new Scalar(weights.classification()))
                .add(distillation.mul(new Scalar(weights.distillation())))
                .add(matching.mul(new Scalar(weights.matching())))
                .add(following.mul(new Scalar(weights.following())))
                .add(ponder.mul(new Scalar(ponderWeight)))
                .add(prior.mul(new Scalar(priorWeight)));
        return new Objective(total, classification, distillation, matching, following, ponder, prior);
    }

    private static Tensor classification(HaltingTrace trace, List<Target> targets, LossWeights weights) {
        int labelled = (int) targets.stream().filter(Target::isLabelled).count();
        if (weights.classification() == 0 || labelled == 0) {
            return torch.zeros();
        }
        int classes = (int) trace.logits().size(1);
        float[] shares = new float[targets.size() * classes];
        for (int image = 0; image < targets.size(); image++) {
            Target target = targets.get(image);
            if (target.isLabelled()) {
                shares[image * classes + target.first()] += (float) target.share();
                shares[image * classes + target.second()] += (float) (1 - target.share());
            }
        }
        Tensor wanted = Tensor.create(shares, targets.size(), classes); // [B, C]
        return Losses.classification(trace.logits(), wanted, labelled, weights.labelSmoothing());
    }
}
