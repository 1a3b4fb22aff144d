package dev.avitstreams.inference.halting;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.pytorch.Tensor;

/** The products in use, with a count taken from the sizes of the tensors that really go in. */
final class CountingProducts implements MatrixProducts {
    private final MatrixProducts products = MatrixProducts.of(Weights.cpu(), OperatorPrecision.F32);
    private final AtomicLong macs = new AtomicLong();

    @Override
    public int rowsTogether() {
        return products.rowsTogether();
    }

    @Override
    public int imagesTogether() {
        return products.imagesTogether();
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        Prepared prepared = products.prepare(weight, bias, activation);
        long perRow = weight.size(0) * weight.size(1);
        return new Prepared() {
            @Override
            public Tensor apply(Tensor x) {
                macs.addAndGet(x.size(0) * perRow);
                return prepared.apply(x);
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
    }

    @Override
    public Tensor attention(Tensor q, Tensor k, Tensor v) {
        long scores = q.size(1) * q.size(2) * k.size(2) * q.size(3);
        long mixing = v.size(1) * q.size(2) * v.size(2) * v.size(3);
        macs.addAndGet(scores + mixing);
        return products.attention(q, k, v);
    }

    long takeMacs() {
        return macs.getAndSet(0);
    }
}
