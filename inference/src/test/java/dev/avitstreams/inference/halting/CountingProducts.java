package dev.avitstreams.inference.halting;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.pytorch.Tensor;

/** The products in use, with a count taken from the sizes of the tensors that really go in. */
final class CountingProducts implements MatrixProducts {
    private final MatrixProducts products = MatrixProducts.onCpu(OperatorPrecision.F32);
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
                count(x);
                return prepared.apply(x);
            }

            @Override
            public Tensor applyToF32(Tensor x) {
                count(x);
                return prepared.applyToF32(x);
            }

            private void count(Tensor x) {
                macs.addAndGet(x.size(0) * perRow);
                numbersOfRows
                        .computeIfAbsent(shape, any -> new ConcurrentSkipListSet<>())
                        .add(x.size(0));
            }

            @Override
            public void addTo(Tensor sum, Tensor x) {
                count(x);
                prepared.addTo(sum, x);
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
    }

    @Override
    public void attention(Tensor qkv, Tensor mixed, int heads) {
        macs.addAndGet(2 * qkv.size(0) * mixed.size(0) * mixed.size(1));
        products.attention(qkv, mixed, heads);
    }

    @Override
    public LayerNorm norm(Tensor weight, Tensor bias) {
        return products.norm(weight, bias);
    }

    @Override
    public void close() {
        products.close();
    }

    /** The numbers of rows multiplied so far, by the weights' shape and activation. */
    Map<String, Set<Long>> numbersOfRows() {
        return numbersOfRows;
    }

    long takeMacs() {
        return macs.getAndSet(0);
    }
}
