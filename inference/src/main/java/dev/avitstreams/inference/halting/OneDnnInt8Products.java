package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.halting.OneDnnPacking.Shape;
import dev.avitstreams.inference.onednn.Kernel;
import dev.avitstreams.inference.onednn.Layout;
import dev.avitstreams.inference.onednn.PostOp;
import dev.avitstreams.inference.onednn.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * oneDNN's 8-bit products, summed in integers. Weights are rounded once, with a scale for each output channel. Rows are rounded
 * with no look at their values, where their size is known beforehand:
 *
 * <ul>
 *   <li>what comes from a norm: D numbers of mean 0 and variance 1 are within ±√(D−1), which the norm brings to 127 steps on either
 *       side of a zero point, its own scale and shift being folded into weights and bias;
 *   <li>what comes from GELU after such a product: a channel is at most √D times the length of its weights, plus its bias, and at
 *       least GELU's minimum. Only where all else is f32: beside bf16 it costs more than it saves.
 * </ul>
 *
 * <p>Other rows, and attention, are in f32 or bf16. A row's result does not depend on the other rows.
 */
final class OneDnnInt8Products implements MatrixProducts {
    private static final int NORM_STEPS = 127;
    private static final int NORM_ZERO = 128;
    private static final int GELU_STEPS = 255;
    private static final int WEIGHT_STEPS = 127;

    /** −GELU's least value, rounded up. */
    private static final float GELU_DEPTH = .17f;

    private final OneDnnProducts others;
    private final OneDnnTensors rounded = new OneDnnTensors(ValueType.U8);
    private final OneDnnNorms norms = new OneDnnNorms(rounded);
    private final OneDnnPacking packing;
    private final OneDnnKernels<Use> kernels = new OneDnnKernels<>(this::compile);

    /**
     * What a kernel is for: [rows, in] · [in, out].
     *
     * @param result of the destination; integers are GELU's in steps
     */
    private record Use(long rows, Shape shape, ValueType result, PostOp postOp) {}

    /**
     * What rows u of integers stand for: sizes ∘ (u − zeros) + shifts.
     *
     * @param sizes [D]
     * @param zeros [D]
     * @param shifts [D]
     */
    private record Steps(Tensor sizes, Tensor zeros, Tensor shifts) {}

    /** @param others what is not rounded to 8 bits: f32 or bf16 */
    OneDnnInt8Products(ValueType others) {
        this.others = new OneDnnProducts(others);
        this.packing = new OneDnnPacking(
                ValueType.S8, (in, out) -> Kernel.fastestScaled(ValueType.U8, ValueType.S8, rowsTogether(), in, out));
    }

    private Kernel compile(Use use) {
        long in = use.shape.in();
        long out = use.shape.out();
        Layout rows = Layout.matrix(ValueType.U8, use.rows, in);
        Layout weights = packing.layout(use.shape);
        Layout bias = Layout.matrix(ValueType.F32, 1, out);
        Layout result = Layout.matrix(use.result, use.rows, out);
        Layout scales = Layout.vector(out);
        return use.result == ValueType.U8
                ? Kernel.scaledGelu(
                        rows, weights, bias, result, scales, Layout.matrix(ValueType.F32, 1, out), GELU_DEPTH)
                : Kernel.scaledProduct(rows, weights, bias, result, scales, use.postOp);
    }

    @Override
    public int rowsTogether() {
        return others.rowsTogether();
    }

    @Override
    public int imagesTogether() {
        return others.imagesTogether();
    }

    @Override
    public boolean compilesForRows() {
        return true;
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        return others.prepare(weight, bias, activation);
    }

    @Override
    public void attention(Tensor qkv, Tensor mixed, int heads) {
        others.attention(qkv, mixed, heads);
    }

    @Override
    public LayerNorm norm(Tensor weight, Tensor bias) {
        return others.norm(weight, bias);
    }

    @Override
    public Normed normed(Tensor scale, Tensor shift, Tensor weight, Tensor bias) {
        try (PointerScope scope = new PointerScope()) {
            return new Normed(roundingNorm(scale.size(0)), packed(ofNorm(scale, shift), weight, bias, PostOp.NONE));
        }
    }

    @Override
    public Mlp mlp(Tensor scale, Tensor shift, Tensor weight1, Tensor bias1, Tensor weight2, Tensor bias2) {
        try (PointerScope scope = new PointerScope()) {
            LayerNorm norm = roundingNorm(scale.size(0));
            Packed fc1 = packed(ofNorm(scale, shift), weight1, bias1, PostOp.GELU);
            if (!others.tensors().isF32()) {
                return new Mlp(norm, fc1, others.prepare(weight2, bias2, Activation.NONE));
            }
            Steps steps = ofGelu(weight1.mul(scale), bias1.add(overRows(weight1.mul(shift), false)));
            Packed fc2 = packed(steps, weight2, bias2, PostOp.NONE);
            return new Mlp(norm, new InSteps(fc1, steps.sizes.reciprocal().retainReference()), fc2);
        }
    }

    /** Whose rows are steps of {@link #ofNorm}. */
    private LayerNorm roundingNorm(long width) {
        return norms.of(same(NORM_STEPS / Math.sqrt(width - 1), width), same(NORM_ZERO, width));
    }

    private static Steps ofNorm(Tensor scale, Tensor shift) {
        long width = scale.size(0);
        return new Steps(scale.mul(new Scalar(Math.sqrt(width - 1) / NORM_STEPS)), same(NORM_ZERO, width), shift);
    }

    /**
     * GELU(W·x + b), by Cauchy and Schwarz: x is √D long and has mean 0, so that W counts less its mean.
     *
     * @param weight W [M, D] of a norm's rows without scale and shift
     * @param bias b [M]
     */
    private static Steps ofGelu(Tensor weight, Tensor bias) {
        long width = weight.size(1);
        Tensor apart = weight.sub(overRows(weight, true).div(new Scalar((double) width))); // [M, D]
        Tensor length = overRows(apart.square(), false).sqrt(); // [M]
        Tensor most = length.mul(new Scalar(Math.sqrt(width))).add(bias).clamp_min(new Scalar(0.0)); // [M]
        Tensor sizes = most.add(new Scalar((double) GELU_DEPTH)).div(new Scalar((double) GELU_STEPS));
        return new Steps(sizes, sizes.reciprocal().mul(new Scalar((double) GELU_DEPTH)), torch.zeros_like(sizes));
    }

    /** The product of such rows. */
    private Packed packed(Steps steps, Tensor weight, Tensor bias, PostOp postOp) {
        Shape shape = Shape.ofWeight(weight);
        Tensor folded = weight.mul(steps.sizes); // [out, in]
        Tensor scales = folded.abs()
                .amax(new long[] {1}, false)
                .div(new Scalar((double) WEIGHT_STEPS))
                .clamp_min(new Scalar(Float.MIN_NORMAL)); // [out]
        Tensor integers = folded.div(scales.unsqueeze(1)).round(); // [out, in]
        Tensor offset = overRows(integers.mul(steps.zeros), false).mul(scales); // [out]
        Tensor shift = overRows(weight.mul(steps.shifts), false); // [out]
        return new Packed(
                shape,
                packing.pack(integers.to(ScalarType.Char), shape),
                scales.retainReference(),
                bias.add(shift).sub(offset).retainReference(),
                postOp);
    }

    private static Tensor same(double value, long count) {
        return torch.full(new long[] {count}, new Scalar(value));
    }

    /** Σ of each row. No product with a vector: the BLAS' sums hang on the threads that happen to load a model. */
    private static Tensor overRows(Tensor matrix, boolean keep) {
        return matrix.sum(new long[] {1}, keep, new ScalarTypeOptional());
    }

    @Override
    public void close() {
        kernels.close();
        packing.close();
        norms.close();
        rounded.close();
        others.close();
    }

    /** Whose rows are integers, and whose results are not. */
    private final class Packed extends OneDnnPrepared {
        private final Tensor weights; // Wᵀ, packed
        private final Tensor scales; // [out]
        private final Tensor bias; // [out]

        Packed(Shape shape, Tensor weights, Tensor scales, Tensor bias, PostOp postOp) {
            super(shape, postOp, others.tensors());
            this.weights = weights;
            this.scales = scales;
            this.bias = bias;
        }

        @Override
        void run(Tensor x, Tensor destination, ValueType result, PostOp after) {
            run(x, destination, result, after, new Tensor[0]);
        }

        /** @param factors of an operation on the result, if it has such */
        private void run(Tensor x, Tensor destination, ValueType result, PostOp after, Tensor[] factors) {
            rounded.require(x, x.size(0), shape.in());
            OneDnnTensors.require(result, destination, x.size(0), shape.out());
            OneDnnTensors.inParts(x.size(0), (first, count) -> {
                List<Pointer> operands = new ArrayList<>(List.of(
                        OneDnnTensors.row(first, x, shape.in(), ValueType.U8),
                        weights.data_ptr(),
                        bias.data_ptr(),
                        OneDnnTensors.row(first, destination, shape.out(), result),
                        scales.data_ptr()));
                for (Tensor factor : factors) {
                    operands.add(factor.data_ptr());
                }
                kernels.of(new Use(count, shape, result, after)).run(operands.toArray(Pointer[]::new));
            });
        }

        @Override
        public void close() {
            weights.close();
            scales.close();
            bias.close();
        }
    }

    /** Whose results are integers too. */
    private final class InSteps implements Prepared {
        private final Packed product;
        private final Tensor factors; // [out], steps in 1

        InSteps(Packed product, Tensor factors) {
            this.product = product;
            this.factors = factors;
        }

        @Override
        public Tensor apply(Tensor x) {
            Tensor steps = rounded.empty(x.size(0), product.shape.out()); // [R, out]
            product.run(x, steps, ValueType.U8, PostOp.GELU, new Tensor[] {factors});
            return steps;
        }

        @Override
        public Tensor applyToF32(Tensor x) {
            throw new IllegalStateException("steps are for the next product");
        }

        @Override
        public void addTo(Tensor sum, Tensor x) {
            throw new IllegalStateException("steps are for the next product");
        }

        @Override
        public void close() {
            product.close();
            factors.close();
        }
    }
}
