package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.ValueType;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Matrices of one element type, rows one after the other, as kernels take them. Used by many threads. */
final class OneDnnTensors implements AutoCloseable {
    private static final int ROWS_OF_A_KERNEL = 16;

    private final ValueType type;
    private final ScalarType scalar;
    private final TensorOptions options;
    private final MemoryFormatOptional anyFormat = new MemoryFormatOptional().retainReference();

    OneDnnTensors(ValueType type) {
        this.type = type;
        this.scalar = switch (type) {
            case F32 -> ScalarType.Float;
            case BF16 -> ScalarType.BFloat16;
            case U8 -> ScalarType.Byte;
            case S8 -> ScalarType.Char;
        };
        this.options = new TensorOptions(scalar).retainReference();
    }

    ValueType type() {
        return type;
    }

    boolean isF32() {
        return type == ValueType.F32;
    }

    Tensor empty(long rows, long columns) {
        return torch.empty(new long[] {rows, columns}, options, anyFormat);
    }

    /** A matrix as kernels take it: to f32 from f32 only, to bf16 rounded. Not copied where it is so already. */
    Tensor of(Tensor matrix) {
        if (isF32()) {
            return matrix.contiguous();
        }
        try (Tensor rounded = matrix.to(scalar)) {
            return rounded.contiguous();
        }
    }

    /** Work on so many rows from the first on. */
    interface Part {
        void compute(long first, long rows);
    }

    /** In a multiple of 16 rows and what is left over, so that there are few kernels, which stay in cache. */
    static void inParts(long rows, Part part) {
        long left = rows % ROWS_OF_A_KERNEL;
        if (rows > left) {
            part.compute(0, rows - left);
        }
        if (left > 0) {
            part.compute(rows - left, left);
        }
    }

    /** As {@link #inParts}, none of them of one row unless there is but one. */
    static void inPartsOfSeveral(long rows, Part part) {
        if (rows > 1 && rows % ROWS_OF_A_KERNEL == 1) {
            long last = ROWS_OF_A_KERNEL / 2 + 1;
            inParts(rows - last, part);
            part.compute(rows - last, last);
        } else {
            inParts(rows, part);
        }
    }

    /** Where a row of a matrix begins. */
    static Pointer row(long row, Tensor matrix, long columns, ValueType type) {
        return matrix.data_ptr().getPointer(row * columns * type.bytes());
    }

    /** Kernels know nothing but addresses. */
    void require(Tensor matrix, long rows, long columns) {
        require(type, matrix, rows, columns);
    }

    static void require(ValueType type, Tensor matrix, long rows, long columns) {
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
        anyFormat.close();
    }
}
