package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.halting.OneDnnPacking.Shape;
import dev.avitstreams.inference.onednn.Kernel;
import dev.avitstreams.inference.onednn.Layout;
import dev.avitstreams.inference.onednn.PostOp;
import dev.avitstreams.inference.onednn.ValueType;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * oneDNN's products, with weights packed once for its kernels, and GELU applied and sums taken while the result is in cache.
 * libtorch's BLAS packs the weights anew in every product, which costs most where few rows are left; libtorch's own way to
 * oneDNN looks for the kernel anew.
 *
 * <p>A row's result does not depend on the other rows: the kernels sum over {@code in} in one order. Kernels are shared by
 * all weights of a shape.
 */
final class OneDnnProducts implements MatrixProducts {
    /** What these need between two products stays in a core's second cache. */
    private static final int ROWS_IN_CACHE = 240;

    private static final int IMAGES = 8;

    /** Longer sums whose result is bf16 are made in parts, by which their bits hang on the number of rows. */
    private static final int LONGEST_TO_BF16 = 384;

    /** Longer sums of f32 are made in another order where there is one row. */
    private static final int LONGEST_OF_ONE_ROW = 1024;

    private final OneDnnPacking packing;
    private final OneDnnKernels<Use> kernels = new OneDnnKernels<>(this::compile);
    private final OneDnnTensors tensors;
    private final OneDnnAttention attention;
    private final OneDnnNorms norms;

    /**
     * What a kernel is for: [rows, in] · [in, out].
     *
     * @param result of the destination
     */
    private record Use(long rows, Shape shape, ValueType result, PostOp postOp) {}

    /** @param type what weights are kept in, and rows rounded to; sums are f32 */
    OneDnnProducts(ValueType type) {
        this.tensors = new OneDnnTensors(type);
        this.packing = new OneDnnPacking(ValueType.F32, (in, out) -> Kernel.fastest(type, ROWS_IN_CACHE, in, out));
        this.attention = new OneDnnAttention(tensors);
        this.norms = new OneDnnNorms(tensors);
    }

    OneDnnTensors tensors() {
        return tensors;
    }

    private Kernel compile(Use use) {
        Shape shape = use.shape;
        return Kernel.product(
                Layout.matrix(tensors.type(), use.rows, shape.in()),
                packing.layout(shape),
                Layout.matrix(ValueType.F32, 1, shape.out()),
                Layout.matrix(use.result, use.rows, shape.out()),
                use.postOp);
    }

    @Override
    public int rowsTogether() {
        return ROWS_IN_CACHE;
    }

    @Override
    public int imagesTogether() {
        return IMAGES;
    }

    @Override
    public boolean compilesForRows() {
        return true;
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        Shape shape = Shape.ofWeight(weight);
        PostOp postOp = activation == Activation.GELU ? PostOp.GELU : PostOp.NONE;
        return new Packed(shape, packing.pack(weight, shape), bias.contiguous().retainReference(), postOp);
    }

    @Override
    public void attention(Tensor qkv, Tensor mixed, int heads) {
        long width = mixed.size(1);
        if (width % heads != 0) {
            throw new IllegalArgumentException(heads + " heads do not divide a width of " + width);
        }
        tensors.require(qkv, mixed.size(0), 3 * width);
        tensors.require(mixed, mixed.size(0), width);
        attention.apply(qkv, mixed, heads);
    }

    @Override
    public LayerNorm norm(Tensor weight, Tensor bias) {
        return norms.of(weight, bias);
    }

    @Override
    public void close() {
        kernels.close();
        norms.close();
        packing.close();
        attention.close();
        tensors.close();
    }

    private final class Packed extends OneDnnPrepared {
        private final Tensor weights; // Wᵀ, packed
        private final Tensor bias; // [out]

        Packed(Shape shape, Tensor weights, Tensor bias, PostOp postOp) {
            super(shape, postOp, tensors);
            this.weights = weights;
            this.bias = bias;
        }

        @Override
        public Tensor apply(Tensor x) {
            if (!tensors.isF32() && shape.in() > LONGEST_TO_BF16) {
                try (Tensor single = applyToF32(x)) {
                    return tensors.of(single);
                }
            }
            return super.apply(x);
        }

        @Override
        void run(Tensor x, Tensor destination, ValueType result, PostOp after) {
            try (Tensor rounded = tensors.of(x)) {
                long rows = x.size(0);
                tensors.require(rounded, rows, shape.in());
                OneDnnTensors.require(result, destination, rows, shape.out());
                if (!tensors.isF32() || shape.in() <= LONGEST_OF_ONE_ROW) {
                    OneDnnTensors.inParts(rows, part(rounded, destination, result, after));
                } else if (rows > 1) {
                    OneDnnTensors.inPartsOfSeveral(rows, part(rounded, destination, result, after));
                } else {
                    runAsTwo(rounded, destination, result, after);
                }
            }
        }

        private OneDnnTensors.Part part(Tensor x, Tensor destination, ValueType result, PostOp after) {
            return (first, count) -> kernels.of(new Use(count, shape, result, after))
                    .run(
                            OneDnnTensors.row(first, x, shape.in(), tensors.type()),
                            weights.data_ptr(),
                            bias.data_ptr(),
                            OneDnnTensors.row(first, destination, shape.out(), result));
        }

        /** @param x [1, in] */
        private void runAsTwo(Tensor x, Tensor destination, ValueType result, PostOp after) {
            try (PointerScope scope = new PointerScope()) {
                Tensor two = x.repeat(2, 1); // [2, in]
                Tensor both = destination.repeat(2, 1); // [2, out]
                part(two, both, result, after).compute(0, 2);
                destination.copy_(both.narrow(0, 0, 1));
            }
        }

        @Override
        public void close() {
            weights.close();
            bias.close();
        }
    }
}
