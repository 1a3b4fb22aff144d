package dev.avitstreams.inference.training.loss;

import dev.avitstreams.inference.training.network.HaltingTrace;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The parts of the loss that have no settings of their own beyond a number. Each returns a scalar tensor. */
public final class Losses {
    private Losses() {}

    /** Mean ponder ρ over all images and tokens. */
    public static Tensor ponder(HaltingTrace trace) {
        return trace.ponder().mean();
    }

    /**
     * Cross-entropy with soft targets, mean over the images that have a label.
     *
     * @param logits [B, C]
     * @param targets [B, C], rows sum to one, or to zero for an image without a label
     * @param labelled rows that do not sum to zero; at least 1
     * @param smoothing share of each target spread over all classes
     */
    public static Tensor classification(Tensor logits, Tensor targets, int labelled, double smoothing) {
        Tensor perClass = torch.log_softmax(logits, -1); // [B, C]
        Tensor kept = targets.mul(new Scalar(1 - smoothing)); // [B, C]
        Tensor spread = targets.sum(new long[] {1}, true, new ScalarTypeOptional())
                .mul(new Scalar(smoothing / logits.size(1))); // [B, 1]
        return perClass.mul(kept.add(spread)).sum().neg().div(new Scalar((double) labelled));
    }

    /**
     * T²·KL(teacher ‖ student) at temperature T over all classes, mean over images.
     *
     * @param logits [B, C] of the student
     * @param teacher [B, C] logits, without gradient
     */
    public static Tensor distillation(Tensor logits, Tensor teacher, double temperature) {
        Scalar cooling = new Scalar(1 / temperature);
        Tensor student = torch.log_softmax(logits.mul(cooling), -1); // [B, C]
        Tensor wanted = torch.log_softmax(teacher.mul(cooling), -1); // [B, C]
        Tensor divergence = wanted.exp().mul(wanted.sub(student)).sum(); // []
        return divergence.mul(new Scalar(temperature * temperature / logits.size(0)));
    }

    /**
     * Mean squared difference of the logits, each image's own mean taken off, mean over images and classes (Ba and
     * Caruana, 2014). Unlike the divergence it holds on to the classes that no training image shows.
     *
     * @param logits [B, C] of the student
     * @param teacher [B, C] logits, without gradient
     */
    public static Tensor matching(Tensor logits, Tensor teacher) {
        Tensor difference = logits.sub(teacher); // [B, C]
        Tensor shift = difference.mean(new long[] {1}, true, new ScalarTypeOptional()); // [B, 1]
        return difference.sub(shift).square().mean();
    }

    /**
     * Cross-entropy of the scores with whether a token should have halted by then, mean over the tokens that the layer
     * computed. A score is the chance to halt now, and they add up.
     *
     * @param halted [L − 1] of [B, N], as {@link AttentionTargets#halted} gives it
     */
    public static Tensor following(HaltingTrace trace, List<Tensor> halted) {
        Tensor loss = torch.zeros();
        Tensor tokens = torch.zeros();
        for (int layer = 0; layer < halted.size(); layer++) {
            Tensor z = trace.arguments().get(layer); // [B, N], h = σ(z)
            Tensor active = trace.active().get(layer); // [B, N]
            Tensor perToken = torch.softplus(z).sub(z.mul(halted.get(layer))); // [B, N], −y·ln h − (1−y)·ln(1−h)
            loss = loss.add(perToken.mul(active).sum());
            tokens = tokens.add(active.sum());
        }
        return loss.div(tokens);
    }
}
