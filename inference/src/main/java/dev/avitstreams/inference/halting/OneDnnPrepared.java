package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.halting.OneDnnPacking.Shape;
import dev.avitstreams.inference.onednn.PostOp;
import dev.avitstreams.inference.onednn.ValueType;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A weight packed for oneDNN, whatever its rows are. Used by many threads. */
abstract class OneDnnPrepared implements MatrixProducts.Prepared {
    final Shape shape;
    final PostOp postOp;
    private final OneDnnTensors results;

    /**
     * @param postOp that the product is for
     * @param results what comes out where nothing else is asked for; stays the caller's
     */
    OneDnnPrepared(Shape shape, PostOp postOp, OneDnnTensors results) {
        this.shape = shape;
        this.postOp = postOp;
        this.results = results;
    }

    /**
     * @param x [R, in]
     * @param destination [R, out] of the result's type
     */
    abstract void run(Tensor x, Tensor destination, ValueType result, PostOp after);

    @Override
    public Tensor apply(Tensor x) {
        Tensor product = results.empty(x.size(0), shape.out()); // [R, out]
        run(x, product, results.type(), postOp);
        return product;
    }

    @Override
    public final Tensor applyToF32(Tensor x) {
        Tensor product = torch.empty(x.size(0), shape.out()); // [R, out]
        run(x, product, ValueType.F32, postOp);
        return product;
    }

    @Override
    public final void addTo(Tensor sum, Tensor x) {
        if (postOp != PostOp.NONE) {
            throw new IllegalStateException("a product with an activation is not added");
        }
        run(x, sum, ValueType.F32, PostOp.SUM);
    }
}
