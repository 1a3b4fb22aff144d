package dev.avitstreams.inference.training.network;

import org.bytedeco.pytorch.Tensor;

/**
 * What becomes of the rows of halted tokens on their way into a block. No active token can see them, so this cannot
 * change a result; it can only change what a loss sees that looks at halted rows.
 */
interface HaltedRows {

    /** They are computed along and looked at by no one. */
    HaltedRows LEFT_ALONE = new HaltedRows() {
        @Override
        public Tensor entering(Tensor x, Tensor active) {
            return x;
        }

        @Override
        public Tensor normed(Tensor normed, Tensor active) {
            return normed;
        }
    };

    /**
     * @param x [B, N, D] residual stream
     * @param active [B, N] 1 where the token is active, 0 where it has halted
     * @return [B, N, D]
     */
    Tensor entering(Tensor x, Tensor active);

    /**
     * @param normed [B, N, D] input of the attention or the MLP
     * @param active as above
     * @return [B, N, D]
     */
    Tensor normed(Tensor normed, Tensor active);
}
