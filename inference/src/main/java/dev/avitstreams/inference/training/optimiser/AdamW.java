package dev.avitstreams.inference.training.optimiser;

import dev.avitstreams.inference.training.network.Parameters;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019). Biases, norms, positions and the class token do not
 * decay. Only parameters that have a gradient move. Owns its moments until closed.
 */
public final class AdamW implements AutoCloseable {
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final Predicate<String> boosted;
    private final double boost;
    private final Parameters first; // m
    private final Parameters second; // v

    /**
     * @param first m, second v: zeros at the start, or what a checkpoint kept; owned from now on
     * @param weightDecay share of a weight lost per unit of learning rate
     * @param boosted names of parameters whose first row learns faster than the rest
     * @param boost so many times as fast, at least 1
     */
    public AdamW(Parameters first, Parameters second, double weightDecay, Predicate<String> boosted, double boost) {
        this.first = first;
        this.second = second;
        this.weightDecay = weightDecay;
        this.boosted = boosted;
        this.boost = boost;
    }

    public Parameters firstMoments() {
        return first;
    }

    public Parameters secondMoments() {
        return second;
    }

    static boolean decays(String name, Tensor parameter) {
        return parameter.dim() > 1 && !name.equals("pos_embed") && !name.equals("cls_token");
    }

    /**
     * One step, after which the gradients are gone.
     *
     * @param step counted from 1
     * @param rate learning rate
     * @param decaying whether weights decay in this step
     */
    public void step(Parameters parameters, long step, double rate, boolean decaying) {
        double correction1 = 1 - Math.pow(BETA1, step);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, step));
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Map.Entry<String, Tensor> entry : parameters.all().entrySet()) {
                try (PointerScope scope = new PointerScope()) {
                    String name = entry.getKey();
                    Tensor w = entry.getValue();
                    Tensor gradient = w.mutable_grad();
                    if (gradient.defined()) {
                        if (decaying && weightDecay > 0 && decays(name, w)) {
                            w.mul_(new Scalar(1 - rate * weightDecay));
                        }
                        Tensor m = first.get(name);
                        Tensor v = second.get(name);
                        m.lerp_(gradient, new Scalar(1 - BETA1));
                        v.mul_(new Scalar(BETA2));
                        v.addcmul_(gradient, gradient, new Scalar(1 - BETA2));
                        Tensor scale = v.sqrt().div_(new Scalar(correction2)).add_(new Scalar(EPSILON));
                        w.addcdiv_(m, scale, new Scalar(-rate / correction1));
                        if (boost > 1 && boosted.test(name)) {
                            Scalar more = new Scalar(-(boost - 1) * rate / correction1);
                            w.narrow(0, 0, 1).addcdiv_(m.narrow(0, 0, 1), scale.narrow(0, 0, 1), more);
                        }
                        gradient.reset();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
