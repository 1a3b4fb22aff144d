package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The two operations all the work of a forward pass goes through. Implementations are used by many threads. */
interface MatrixProducts {
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
         * @return [R, out]
         */
        Tensor apply(Tensor x);

        @Override
        void close();
    }

    /** The fastest that give a row the same bits whichever rows it is multiplied with, where the device has such. */
    static MatrixProducts of(Device device, OperatorPrecision precision) {
        return switch (precision) {
            case F32 ->
                device.is_cpu() && torch.hasMKLDNN() ? new OneDnnProducts() : new LibtorchProducts(ScalarType.Float);
            case F16 -> new LibtorchProducts(ScalarType.Half);
            case INT8 -> new Int8Products();
        };
    }

    /** Up to so many rows of different images are best multiplied together. */
    int rowsTogether();

    /** So many images are best computed together on a CPU; 1 where a row's bits depend on the rows it is multiplied with. */
    int imagesTogether();

    /**
     * Whether the first product of a number of rows compiles a kernel for it. What was compiled stays, and is shared by all
     * weights of that shape.
     */
    boolean compilesForRows();

    /**
     * @param weight W [out, in]; stays the caller's, who keeps it open until the result is closed
     * @param bias b [out]; as for weight
     */
    Prepared prepare(Tensor weight, Tensor bias, Activation activation);

    /**
     * softmax(q·kᵀ / √(D/H)) · v.
     *
     * @param q [1, H, n, D/H]
     * @param k [1, H, n, D/H]
     * @param v [1, H, n, D/H]
     * @return [1, H, n, D/H]
     */
    default Tensor attention(Tensor q, Tensor k, Tensor v) {
        return torch.scaled_dot_product_attention(q, k, v);
    }
}
