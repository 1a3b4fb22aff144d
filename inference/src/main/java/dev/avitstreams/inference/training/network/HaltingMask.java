package dev.avitstreams.inference.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The halting state of all tokens while the layers go by, [B, N] each: c the scores so far, R what is left of one, ρ the
 * ponder. A token halts once c ≥ τ. R and ρ carry gradients. The mask itself carries none in the paper; with a drop width
 * w > 0 it does (straight-through, Bengio et al., 2013): forward it is the step at τ, backward the slope of
 * σ((τ − c)/w), so that the task loss tells the scores what a dropped token costs.
 */
final class HaltingMask {
    private final float threshold;
    private final double dropWidth;
    private Tensor active;
    private Tensor keys;
    private Tensor sum; // c
    private Tensor remainder; // R
    private Tensor ponder; // ρ

    HaltingMask(long images, long tokens, float threshold, double dropWidth) {
        this.threshold = threshold;
        this.dropWidth = dropWidth;
        this.active = torch.ones(images, tokens);
        this.keys = active;
        this.sum = torch.zeros(images, tokens);
        this.remainder = torch.ones(images, tokens);
        this.ponder = torch.zeros(images, tokens);
    }

    /** 1 for tokens that the next layer computes; no gradient. */
    Tensor active() {
        return active;
    }

    /** The same numbers, with the gradient of the drop where there is one. */
    Tensor keys() {
        return keys;
    }

    /**
     * Takes the scores of one layer.
     *
     * @param h [B, N]
     * @return [B, N] the weight with which each token's output counts: R where it halts, h where it goes on
     */
    Tensor advance(Tensor h) {
        sum = sum.add(dropWidth > 0 ? h.mul(active) : h.detach());
        Tensor goesOn = sum.lt(new Scalar(threshold)).to(ScalarType.Float).mul(active);
        Tensor halts = active.sub(goesOn);
        Tensor last = remainder.mul(halts); // R of the halting
        Tensor share = h.mul(goesOn); // h of those that go on
        ponder = ponder.add(active).add(last);
        remainder = remainder.sub(share);
        active = goesOn;
        keys = dropWidth > 0 ? feltStep() : goesOn;
        return last.add(share);
    }

    private Tensor feltStep() {
        Tensor slope =
                sum.neg().add(new Scalar(threshold)).div(new Scalar(dropWidth)).sigmoid(); // [B, N]
        return active.add(slope.sub(slope.detach()));
    }

    Tensor ponder() {
        return ponder;
    }
}
