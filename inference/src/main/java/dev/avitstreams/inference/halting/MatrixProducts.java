package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.onednn.OneDnn;
import dev.avitstreams.inference.onednn.ValueType;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The operations nearly all the work of a forward pass goes through. Implementations are used by many threads. */
interface MatrixProducts extends AutoCloseable {
    /** What follows a product, element by element. */
    enum Activation {
        NONE,
        /** Exact, by erf. */
        GELU
    }

    /** A weight laid out once for many products. Used by many threads; owns its layout until closed. */
    interface Prepared extends AutoCloseable {
        /**
         * activation(x·Wᵀ + b).
         *
         * @param x [R, in]
         * @return [R, out] in the type of products
         */
        Tensor apply(Tensor x);

        /**
         * As {@link #apply}, for what is not multiplied again.
         *
         * @return [R, out] f32
         */
        default Tensor applyToF32(Tensor x) {
            try (Tensor product = apply(x)) {
                return product.to(ScalarType.Float);
            }
        }

        /**
         * sum += x·Wᵀ + b; of a product without an activation.
         *
         * @param sum [R, out] f32
         * @param x [R, in]
         */
        default void addTo(Tensor sum, Tensor x) {
            try (Tensor product = apply(x)) {
                sum.add_(product);
            }
        }

        @Override
        void close();
    }

    /**
     * For a CPU: the fastest that give a row the same bits whichever rows it is multiplied with, where there are such.
     *
     * @throws ModelException if this processor is not for this precision
     */
    static MatrixProducts onCpu(OperatorPrecision precision) {
        precision.requireCpu();
        if (precision == OperatorPrecision.BF16) {
            return new OneDnnProducts(ValueType.BF16);
        }
        if (precision == OperatorPrecision.INT8 && OneDnn.isFastInInt8()) {
            return new OneDnnInt8Products(OneDnn.isFastInBf16() ? ValueType.BF16 : ValueType.F32);
        }
        MatrixProducts floats =
                OneDnn.isFast() ? new OneDnnProducts(ValueType.F32) : LibtorchProducts.of(OperatorPrecision.F32);
        return precision == OperatorPrecision.INT8 ? new Int8Products(floats) : floats;
    }

    /** Up to so many rows of different images are best multiplied together. */
    int rowsTogether();

    /** So many images are best computed together on a CPU; 1 where a row's bits depend on the rows it is multiplied with. */
    int imagesTogether();

    /**
     * Whether the first operation on a number of rows may compile kernels for it. What was compiled stays, and is shared by all
     * blocks.
     */
    boolean compilesForRows();

    /**
     * @param weight W [out, in]; stays the caller's, who keeps it open until the result is closed
     * @param bias b [out]; as for weight
     */
    Prepared prepare(Tensor weight, Tensor bias, Activation activation);

    /**
     * softmax(q·kᵀ / √(D/H)) · v of one image.
     *
     * @param qkv [n, 3D], a row being [q | k | v], each head-major
     * @param mixed [n, D], the result
     */
    default void attention(Tensor qkv, Tensor mixed, int heads) {
        LibtorchAttention.apply(qkv, mixed, heads);
    }

    /**
     * Layer normalisation, whose results are in f32 or in the type of products.
     *
     * @param weight [D]; stays the caller's, who keeps it open until the result is closed
     * @param bias [D]; as for weight
     */
    default LayerNorm norm(Tensor weight, Tensor bias) {
        return new LibtorchNorm(weight, bias);
    }

    /** A norm and the product that takes its rows; neither is for any other. */
    record Normed(LayerNorm norm, Prepared product) {}

    /**
     * norm(x)·Wᵀ + b, in two steps; what the norm hands on is of a type that the product alone knows.
     *
     * @param scale of the norm [in]; stays the caller's, as for {@link #norm}
     * @param shift of the norm [in]; as for scale
     * @param weight W [out, in]; as for {@link #prepare}
     * @param bias b [out]; as for weight
     */
    default Normed normed(Tensor scale, Tensor shift, Tensor weight, Tensor bias) {
        return new Normed(norm(scale, shift), prepare(weight, bias, Activation.NONE));
    }

    /** A norm and the two products of an MLP; none is for any other, nor for another order. */
    record Mlp(LayerNorm norm, Prepared fc1, Prepared fc2) {}

    /**
     * W₂·GELU(W₁·norm(x) + b₁) + b₂, in three steps; what each hands on is of a type that the next alone knows.
     *
     * @param scale of the norm [D]; stays the caller's, as all of these, for as long as {@link #prepare} says
     * @param shift of the norm [D]
     * @param weight1 W₁ [M, D]
     * @param bias1 b₁ [M]
     * @param weight2 W₂ [D, M]
     * @param bias2 b₂ [D]
     */
    default Mlp mlp(Tensor scale, Tensor shift, Tensor weight1, Tensor bias1, Tensor weight2, Tensor bias2) {
        return new Mlp(
                norm(scale, shift), prepare(weight1, bias1, Activation.GELU), prepare(weight2, bias2, Activation.NONE));
    }

    /** Closes what prepared weights and norms share; to be called after they are closed. */
    @Override
    default void close() {}
}
