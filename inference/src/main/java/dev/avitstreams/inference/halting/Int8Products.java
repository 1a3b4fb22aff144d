package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * libtorch's 8-bit products (on x86-64 FBGEMM's), for processors that oneDNN's are not fast on: weights rounded once, with a
 * scale for each output channel; activations rounded anew in each product, with one scale for all its rows, and to 7 bits; results,
 * attention and everything between are f32.
 *
 * <p>The one scale makes a row depend on the rows it is multiplied with, so that images are computed one by one.
 */
final class Int8Products implements MatrixProducts {
    private static final BoxedOperator PACK = new BoxedOperator("quantized::linear_prepack");
    private static final BoxedOperator LINEAR = new BoxedOperator("quantized::linear_dynamic");
    private static final double LARGEST = 127;

    /** Of the activations: pairs of products are summed in 16 bits, which two of full size overflow. */
    private static final boolean SEVEN_BITS = true;

    private final MatrixProducts floats;

    /** @param floats for what is not multiplied by weights; taken over */
    Int8Products(MatrixProducts floats) {
        this.floats = floats;
    }

    @Override
    public int rowsTogether() {
        return 1;
    }

    @Override
    public int imagesTogether() {
        return 1;
    }

    @Override
    public boolean compilesForRows() {
        return floats.compilesForRows();
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        try (PointerScope scope = new PointerScope()) {
            Tensor scales = weight.abs().amax(new long[] {1}, false).div(new Scalar(LARGEST)); // [out]
            Tensor zeros = torch.zeros_like(scales).to(ScalarType.Long); // [out]
            Tensor rounded = torch.quantize_per_channel(
                    weight, scales.clamp_min(new Scalar(Float.MIN_NORMAL)), zeros, 0, ScalarType.QInt8);
            IValueVector packing = new IValueVector(new IValue(rounded), new IValue(bias));
            PACK.run(packing);
            IValueVector arguments = new IValueVector(
                    new IValue(), // x
                    new IValue(packing.get(0)),
                    new IValue(SEVEN_BITS));
            return new Packed(arguments.retainReference(), activation);
        }
    }

    @Override
    public void attention(Tensor qkv, Tensor mixed, int heads) {
        floats.attention(qkv, mixed, heads);
    }

    @Override
    public LayerNorm norm(Tensor weight, Tensor bias) {
        return floats.norm(weight, bias);
    }

    @Override
    public void close() {
        floats.close();
    }

    /** @param arguments of the operator, x left out; read-only, as many threads copy them */
    private record Packed(IValueVector arguments, Activation activation) implements Prepared {
        @Override
        public Tensor apply(Tensor x) {
            try (IValueVector stack = new IValueVector();
                    IValue argument = new IValue(x)) {
                Tensor product = LINEAR.call(stack.put(arguments).put(0, argument));
                return activation == Activation.GELU ? torch.gelu_(product) : product;
            }
        }

        @Override
        public void close() {
            arguments.close();
        }
    }
}
