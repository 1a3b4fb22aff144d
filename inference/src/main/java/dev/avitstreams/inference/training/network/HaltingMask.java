package dev.avitstreams.inference.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The halting state of all tokens while the layers go by, [B, N] each: c the scores so far, R what is left of one, ρ the
 * ponder. A token halts once c ≥ τ. Masks carry no gradient; R and ρ do.
 */
final class HaltingMask {
    private final float threshold;
    private Tensor active;
    private Tensor sum; // c
    private Tensor remainder; // R
    private Tensor ponder; // ρ

    HaltingMask(long images, long tokens, float threshold) {
        this.threshold = threshold;
        this.active = torch.ones(images, tokens);
        this.sum = torch.zeros(images, tokens);
        this.remainder = torch.ones(images, tokens);
        this.ponder = torch.zeros(images, tokens);
    }

    /** 1 for tokens that the next layer computes. */
    Tensor active() {
        return active;
    }

    /**
     * Takes the scores of one layer.
     *
     * @param h [B, N]
     * @return [B, N] the weight with which each token's output counts: R where it halts, h where it goes on
     */
    Tensor advance(Tensor h) {
        sum = sum.add(h.detach());
        Tensor goesOn = sum.lt(new Scalar(threshold)).to(ScalarType.Float).mul(active);
        Tensor halts = active.sub(goesOn);
        Tensor last = remainder.mul(halts); // R of the halting
        Tensor share = h.mul(goesOn); // h of those that go on
        ponder = ponder.add(active).add(last);
        remainder = remainder.sub(share);
        active = goesOn;
        return last.add(share);
    }

    Tensor ponder() {
        return ponder;
    }
}
