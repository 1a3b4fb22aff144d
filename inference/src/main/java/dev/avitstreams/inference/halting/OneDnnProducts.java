package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * oneDNN's products through libtorch, with weights packed once for its kernels and GELU applied while the result is in
 * cache. libtorch's BLAS packs the weights anew in every product, which costs most where few rows are left.
 *
 * <p>A row's result does not depend on the other rows: the kernels sum over {@code in} in one order. oneDNN compiles a
 * kernel for each number of rows it has not met yet, a third of a millisecond and 0.14 MiB once; it keeps 1024.
 */
final class OneDnnProducts implements MatrixProducts {
    private static final BoxedOperator PACK = new BoxedOperator("mkldnn::_reorder_linear_weight");
    private static final BoxedOperator LINEAR = new BoxedOperator("mkldnn::_linear_pointwise");
    private static final IValue NO_SCALARS = noScalars();

    /** What these need between two products stays in a core's second cache, and their kernels within the 1024 kept. */
    private static final int ROWS_IN_CACHE = 240;

    private static final int IMAGES = 8;

    @Override
    public int rowsTogether() {
        return ROWS_IN_CACHE;
    }

    @Override
    public int imagesTogether() {
        return IMAGES;
    }

    @Override
    public boolean compilesForRows() {
        return true;
    }

    @Override
    public Prepared prepare(Tensor weight, Tensor bias, Activation activation) {
        try (PointerScope scope = new PointerScope()) {
            IValue packed = new IValue(PACK.call(new IValueVector(new IValue(weight), new IValue())));
            String name = activation == Activation.GELU ? "gelu" : "none";
            IValueVector arguments = new IValueVector(
                    new IValue(), // x
                    packed,
                    new IValue(bias),
                    new IValue(name),
                    NO_SCALARS,
                    new IValue("none")); // GELU not approximated by tanh
            return new Packed(arguments.retainReference());
        }
    }

    /** A list of that element type can be made by a script only. */
    private static IValue noScalars() {
        try (PointerScope scope = new PointerScope()) {
            CompilationUnit unit = torch.compile("def empty():\n  x: List[Optional[number]] = []\n  return x\n");
            Function empty = unit.get_function(new QualifiedName("empty"));
            return empty.apply(new IValueVector(), new StringIValueMap()).retainReference();
        }
    }

    /** @param arguments of the operator, x left out; read-only, as many threads copy them */
    private record Packed(IValueVector arguments) implements Prepared {
        @Override
        public Tensor apply(Tensor x) {
            try (IValueVector stack = new IValueVector();
                    IValue argument = new IValue(x)) {
                return LINEAR.call(stack.put(arguments).put(0, argument));
            }
        }

        @Override
        public void close() {
            arguments.close();
        }
    }
}
