package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** libtorch's own products: on a CPU by its BLAS, on a GPU by cuBLAS. Both choose a kernel by the number of rows. */
final class LibtorchProducts implements MatrixProducts {

    @Override
    public int rowsTogether() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int imagesTogether() {
        return 1;
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        return new AsItIs(weight, new TensorOptional(bias).retainReference(), activation);
    }

    private record AsItIs(Tensor weight, TensorOptional bias, Activation activation) implements Prepared {
        @Override
        public Tensor apply(Tensor x) {
            Tensor product = torch.linear(x, weight, bias);
            return activation == Activation.GELU ? torch.gelu_(product) : product;
        }

        @Override
        public void close() {
            bias.close();
        }
    }
}
