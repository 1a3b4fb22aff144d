package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.Kernel;
import dev.avitstreams.inference.onednn.Layout;
import dev.avitstreams.inference.onednn.ValueType;
import org.bytedeco.pytorch.Tensor;

/** oneDNN's layer normalisation. Any thread may compute; owns the kernels until closed. */
final class OneDnnNorms implements AutoCloseable {
    private final OneDnnTensors tensors;
    private final OneDnnKernels<Use> kernels = new OneDnnKernels<>(Use::compile);

    /** What a kernel is for: [rows, width]. */
    private record Use(ValueType result, long rows, long width) {
        Kernel compile() {
            return Kernel.layerNorm(
                    Layout.matrix(ValueType.F32, rows, width),
                    Layout.vector(width),
                    Layout.vector(width),
                    Layout.matrix(result, rows, width),
                    LayerNorm.EPSILON);
        }
    }

    /** @param tensors of what comes out */
    OneDnnNorms(OneDnnTensors tensors) {
        this.tensors = tensors;
    }

    /** As {@link MatrixProducts#norm}. */
    LayerNorm of(Tensor weight, Tensor bias) {
        return new Norm(weight.contiguous().retainReference(), bias.contiguous().retainReference());
    }

    @Override
    public void close() {
        kernels.close();
    }

    private final class Norm implements LayerNorm {
        private final Tensor weight; // [D]
        private final Tensor bias; // [D]

        Norm(Tensor weight, Tensor bias) {
            this.weight = weight;
            this.bias = bias;
        }

        @Override
        public Tensor apply(Tensor x) {
            long width = weight.size(0);
            try (Tensor inOrder = x.contiguous()) {
                OneDnnTensors.require(ValueType.F32, inOrder, x.size(0), width);
                Tensor normed = tensors.empty(x.size(0), width); // [R, D]
                OneDnnTensors.inParts(
                        x.size(0),
                        (first, rows) -> kernels.of(new Use(tensors.type(), rows, width))
                                .run(
                                        OneDnnTensors.row(first, inOrder, width, ValueType.F32),
                                        weight.data_ptr(),
                                        bias.data_ptr(),
                                        OneDnnTensors.row(first, normed, width, tensors.type())));
                return normed;
            }
        }

        @Override
        public void close() {
            weight.close();
            bias.close();
        }
    }
}
