package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.ElementType;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Matrices of one element type, rows one after the other, as kernels take them. Used by many threads. */
final class OneDnnTensors implements AutoCloseable {
    private final ElementType type;
    private final ScalarType scalar;
    private final TensorOptions options;

    OneDnnTensors(ElementType type) {
        this.type = type;
        this.scalar = type == ElementType.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
        this.options = new TensorOptions(scalar).retainReference();
    }

    ElementType type() {
        return type;
    }

    boolean isF32() {
        return type == ElementType.F32;
    }

    Tensor empty(long rows, long columns) {
        return torch.empty(new long[] {rows, columns}, options, new MemoryFormatOptional());
    }

    /** The values of a matrix, rounded to the type; the matrix itself where it is of that already. */
    Tensor of(Tensor matrix) {
        if (isF32()) {
            return matrix.contiguous();
        }
        try (Tensor rounded = matrix.to(scalar)) {
            return rounded.contiguous();
        }
    }

    /** Kernels know nothing but addresses. */
    void require(Tensor matrix, long rows, long columns) {
        require(type, matrix, rows, columns);
    }

    static void require(ElementType type, Tensor matrix, long rows, long columns) {
        if (matrix.dim() != 2
                || matrix.size(0) != rows
                || matrix.size(1) != columns
                || !matrix.is_contiguous()
                || matrix.itemsize() != type.bytes()) {
            throw new IllegalArgumentException(
                    "must be " + type + " [" + rows + ", " + columns + "], row after row in memory");
        }
    }

    @Override
    public void close() {
        options.close();
    }
}
