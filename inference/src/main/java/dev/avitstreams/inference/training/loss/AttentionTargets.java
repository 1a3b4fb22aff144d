package dev.avitstreams.inference.training.loss;

import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where the dense teacher says that tokens should halt: once its class token pays them little attention in all the layers
 * to come. In the first quarter of the layers every token stays; from there on the share of tokens that stay falls by the
 * same factor in each layer, the factor that brings the cost to what is wished. Which tokens stay is decided over the
 * whole batch, so that images whose class token looks at much keep more.
 *
 * @param gmacs wished, in 10⁹, mean over images
 */
public record AttentionTargets(Architecture architecture, double gmacs) {
    private static final int BISECTIONS = 40;

    /** The same share of the dense cost, for images of another side. */
    public AttentionTargets atSide(int side) {
        Architecture shown = architecture.atSide(side);
        return new AttentionTargets(shown, gmacs * ((double) Macs.dense(shown) / Macs.dense(architecture)));
    }

    /** [L] share of the patches that layer l computes, the class token always being there. */
    double[] shares() {
        double least = 0;
        double most = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double factor = (least + most) / 2;
            if (cost(sharesBy(factor)) > gmacs) {
                most = factor;
            } else {
                least = factor;
            }
        }
        return sharesBy(most);
    }

    private double[] sharesBy(double factor) {
        int layers = architecture.blocks();
        double[] shares = new double[layers];
        for (int layer = 1; layer <= layers; layer++) {
            shares[layer - 1] = Math.pow(factor, Math.max(0, layer - layers / 4));
        }
        return shares;
    }

    private double cost(double[] shares) {
        int[] active = new int[shares.length];
        for (int layer = 0; layer < shares.length; layer++) {
            active[layer] = 1 + (int) Math.round(shares[layer] * architecture.patches());
        }
        return Macs.ofActive(architecture, active) / 1e9;
    }

    /**
     * @param attention [L] of [B, N]: what the teacher's class token pays each token in each layer
     * @return [L − 1] of [B, N]: 1 where a token should have halted after layer l, 0 where it should go on
     */
    public List<Tensor> halted(List<Tensor> attention) {
        int layers = attention.size();
        double[] shares = shares();
        List<Tensor> toCome = new ArrayList<>();
        Tensor sum = torch.zeros_like(attention.get(0)); // [B, N]
        for (int layer = layers; layer > 1; layer--) {
            sum = sum.add(attention.get(layer - 1));
            toCome.add(0, sum.div(new Scalar((double) (layers - layer + 1))));
        }
        List<Tensor> halted = new ArrayList<>();
        Tensor stay = torch.ones_like(sum); // [B, N]
        for (int layer = 1; layer < layers; layer++) {
            stay = staying(toCome.get(layer - 1), stay, shares[layer]);
            halted.add(torch.ones_like(stay).sub(stay));
        }
        return halted;
    }

    /** Of the tokens that stayed so far, those with most attention to come, as many as the share allows. */
    private static Tensor staying(Tensor worth, Tensor before, double share) {
        long images = worth.size(0);
        long patches = worth.size(1) - 1;
        Tensor ofPatches = worth.mul(before).narrow(1, 1, patches); // [B, N − 1]
        long most = images * patches;
        long halting = Math.min(most - 1, most - Math.round(share * most));
        Tensor stay = torch.ones_like(ofPatches);
        if (halting > 0) {
            Tensor least = ofPatches.reshape(most).kthvalue(halting).get0(); // []
            stay = ofPatches.gt(least).to(ScalarType.Float).mul(before.narrow(1, 1, patches));
        }
        return torch.cat(new TensorVector(torch.ones(images, 1), stay), 1); // [B, N]
    }
}
