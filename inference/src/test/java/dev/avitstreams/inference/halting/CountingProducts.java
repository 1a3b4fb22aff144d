package dev.avitstreams.inference.halting;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.pytorch.Tensor;

/** The products in use, with a count taken from the sizes of the tensors that really go in. */
final class CountingProducts implements MatrixProducts {
    private final MatrixProducts products = MatrixProducts.of(Weights.cpu(), OperatorPrecision.F32);
    private final AtomicLong macs = new AtomicLong();
    private final Map<String, Set<Long>> numbersOfRows = new ConcurrentHashMap<>();

    @Override
    public int rowsTogether() {
        return products.rowsTogether();
    }

    @Override
    public int imagesTogether() {
        return products.imagesTogether();
    }

    @Override
    public boolean compilesForRows() {
        return products.compilesForRows();
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        Prepared prepared = products.prepare(weight, bias, activation);
        long perRow = weight.size(0) * weight.size(1);
        String shape = weight.size(1) + " → " + weight.size(0) + ", " + activation;
        return new Prepared() {
            @Override
            public Tensor apply(Tensor x) {
                macs.addAndGet(x.size(0) * perRow);
                numbersOfRows
                        .computeIfAbsent(shape, any -> new ConcurrentSkipListSet<>())
                        .add(x.size(0));
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

    /** The numbers of rows multiplied so far, by the weights' shape and activation. */
    Map<String, Set<Long>> numbersOfRows() {
        return numbersOfRows;
    }

    long takeMacs() {
        return macs.getAndSet(0);
    }
}
