package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Position embeddings as DeiT is brought to another resolution (Touvron et al., 2021, section 5: bicubic). */
public final class PositionGrid {
    private PositionGrid() {}

    /**
     * The learned embeddings for a grid of another size. Has their gradient, where they have one.
     *
     * @param learned [1, grid² + 1, D], the class token's first
     * @param grid patches along one side that they were learned for
     * @param patches along one side that are wanted
     * @return [1, patches² + 1, D] in the caller's scope
     */
    public static Tensor interpolated(Tensor learned, int grid, int patches) {
        long width = learned.size(2);
        Tensor classToken = learned.narrow(1, 0, 1); // [1, 1, D]
        Tensor plane = learned.narrow(1, 1, (long) grid * grid)
                .view(1, grid, grid, width)
                .permute(0, 3, 1, 2)
                .contiguous(); // [1, D, grid, grid]
        boolean alignCorners = false;
        long[] size = {patches, patches};
        Tensor shrunk = torch.upsample_bicubic2d(plane, size, alignCorners); // [1, D, patches, patches]
        Tensor rows = shrunk.permute(0, 2, 3, 1).reshape(1, (long) patches * patches, width);
        return torch.cat(new TensorVector(classToken, rows), 1);
    }
}
