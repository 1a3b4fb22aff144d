package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * libtorch's own products: on a CPU by its BLAS, on a GPU by cuBLAS. Both choose a kernel by the number of rows.
 *
 * @param type what the weights are kept in and the rows are rounded to, and what products come out as
 */
record LibtorchProducts(ScalarType type) implements MatrixProducts {

    static LibtorchProducts of(OperatorPrecision precision) {
        return new LibtorchProducts(precision == OperatorPrecision.F16 ? ScalarType.Half : ScalarType.Float);
    }

    @Override
    public int rowsTogether() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int imagesTogether() {
        return 1;
    }

    @Override
    public boolean compilesForRows() {
        return false;
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        try (Tensor typedBias = bias.to(type)) {
            return new Typed(
                    weight.to(type).retainReference(),
                    new TensorOptional(typedBias).retainReference(),
                    activation,
                    type);
        }
    }

    /** @param weight its own where it had to be converted, else another reference to the same memory */
    private record Typed(Tensor weight, TensorOptional bias, Activation activation, ScalarType type)
            implements Prepared {
        @Override
        public Tensor apply(Tensor x) {
            try (Tensor rows = x.to(type)) {
                Tensor product = torch.linear(rows, weight, bias);
                return activation == Activation.GELU ? torch.gelu_(product) : product;
            }
        }

        @Override
        public void close() {
            weight.close();
            bias.close();
        }
    }
}
