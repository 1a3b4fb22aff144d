package dev.avitstreams.inference.halting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The position embeddings, for images of the model's side and for smaller ones, to which the learned ones are
 * interpolated as DeiT is brought to another resolution (Touvron et al., 2021, section 5: bicubic). Made when first asked for,
 * the same for all threads. Owns their native memory until closed.
 */
public final class Positions implements AutoCloseable {
    private final Tensor learned; // [1, N, D]; its owner closes it
    private final int grid;
    private final Map<Integer, Tensor> smaller = new ConcurrentHashMap<>();

    /**
     * @param learned [1, N, D], the class token's first
     * @param grid patches along one side; N = grid² + 1
     */
    Positions(Tensor learned, int grid) {
        this.learned = learned;
        this.grid = grid;
    }

    /**
     * @param patches along one side, at most the model's
     * @return [1, patches² + 1, D], not to be closed
     */
    Tensor of(int patches) {
        if (patches > grid) {
            throw new IllegalArgumentException(
                    "an image has " + patches + " patches along a side, the model at most " + grid);
        }
        return patches == grid ? learned : smaller.computeIfAbsent(patches, this::interpolated);
    }

    private Tensor interpolated(int patches) {
        try (PointerScope scope = new PointerScope()) {
            return interpolated(learned, grid, patches).retainReference();
        }
    }

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

    @Override
    public void close() {
        List<Tensor> made = new ArrayList<>(smaller.values());
        smaller.clear();
        made.forEach(Tensor::close);
    }
}
