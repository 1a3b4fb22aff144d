package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.model.Architecture;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * From images to tokens.
 *
 * @param patches 3p² → D, the patch convolution as a product, since its stride is its kernel
 * @param classToken [1, 1, D]
 * @param positions added to tokens, by the images' side
 */
record Embedding(LinearMap patches, Tensor classToken, Positions positions, Architecture architecture) {

    /**
     * @param images [B, 3, S, S], normalised; S may be less than the model's
     * @return [B·N, D], the class token first in each image
     */
    Tensor apply(Tensor images, MacMeter meter) {
        long batch = images.size(0);
        Architecture shown = shown(images);
        long grid = shown.grid();
        long side = shown.patchSide();
        long width = architecture.width();
        Tensor cut = images.view(batch, 3, grid, side, grid, side)
                .permute(0, 2, 4, 1, 3, 5) // [B, grid, grid, 3, p, p]
                .reshape(batch * grid * grid, architecture.patchValues()); // [B·(N−1), 3p²]
        Rows rows = Rows.even((int) batch, shown.patches());
        Tensor embedded = patches.applyToF32(cut, rows, meter).view(batch, grid * grid, width); // [B, N−1, D]
        Tensor tokens = torch.cat(new TensorVector(classToken.expand(batch, 1, width), embedded), 1); // [B, N, D]
        return tokens.add_(positions.of(shown.grid())).view(batch * shown.tokens(), width); // [B·N, D]
    }

    /** The model's sizes for images of this side. */
    Architecture shown(Tensor images) {
        return architecture.atSide((int) images.size(2));
    }
}
