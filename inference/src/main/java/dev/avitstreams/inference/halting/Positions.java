package dev.avitstreams.inference.halting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The position embeddings, for images of the model's side and for smaller ones, to which the learned ones are
 * interpolated ({@link PositionGrid}). Made when first asked for, the same for all threads. Owns their native memory until
 * closed.
 */
final class Positions implements AutoCloseable {
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
            return PositionGrid.interpolated(learned, grid, patches).retainReference();
        }
    }

    @Override
    public void close() {
        List<Tensor> made = new ArrayList<>(smaller.values());
        smaller.clear();
        made.forEach(Tensor::close);
    }
}
