package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies tensors to the Java side, in row-major order; where they come from a GPU this waits for it. */
final class Host {
    private Host() {}

    static float[] floats(Tensor tensor) {
        try (Tensor onHost = tensor.cpu();
                Tensor single = onHost.to(ScalarType.Float);
                Tensor inOrder = single.contiguous()) {
            float[] values = new float[(int) inOrder.numel()];
            inOrder.data_ptr_float().get(values);
            return values;
        }
    }

    /** @param tensor i32 */
    static int[] ints(Tensor tensor) {
        try (Tensor onHost = tensor.cpu();
                Tensor inOrder = onHost.contiguous()) {
            int[] values = new int[(int) inOrder.numel()];
            inOrder.data_ptr_int().get(values);
            return values;
        }
    }
}
