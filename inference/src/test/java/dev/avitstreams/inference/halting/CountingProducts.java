package dev.avitstreams.inference.halting;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** libtorch's products, with a count taken from the sizes of the tensors that really go in. */
final class CountingProducts implements MatrixProducts {
    private final AtomicLong macs = new AtomicLong();

    @Override
    public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
        macs.addAndGet(x.size(0) * weight.size(0) * weight.size(1));
        return LIBTORCH.linear(x, weight, bias);
    }

    @Override
    public Tensor attention(Tensor q, Tensor k, Tensor v) {
        long scores = q.size(1) * q.size(2) * k.size(2) * q.size(3);
        long mixing = v.size(1) * q.size(2) * v.size(2) * v.size(3);
        macs.addAndGet(scores + mixing);
        return LIBTORCH.attention(q, k, v);
    }

    long takeMacs() {
        return macs.getAndSet(0);
    }
}
