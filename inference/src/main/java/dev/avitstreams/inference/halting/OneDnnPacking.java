package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.Kernel;
import dev.avitstreams.inference.onednn.Layout;
import dev.avitstreams.inference.onednn.ValueType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How weights lie in memory for oneDNN's kernels: one layout for all of a shape, on whatever thread they are packed. Used by many
 * threads; owns the layouts until closed.
 */
final class OneDnnPacking implements AutoCloseable {
    private final ValueType given;
    private final Choice fastest;
    private final Map<Shape, Layout> layouts = new ConcurrentHashMap<>();

    /** Of Wᵀ [in, out]. */
    record Shape(long in, long out) {
        static Shape ofWeight(Tensor weight) {
            return new Shape(weight.size(1), weight.size(0));
        }
    }

    /** What products of a shape go fastest with. */
    interface Choice {
        Layout of(long in, long out);
    }

    /** @param given what weights come in; {@code fastest} says what they are kept in */
    OneDnnPacking(ValueType given, Choice fastest) {
        this.given = given;
        this.fastest = fastest;
    }

    /** @return the caller's */
    Layout layout(Shape shape) {
        return layouts.computeIfAbsent(shape, any -> alone(() -> fastest.of(shape.in, shape.out)))
                .copy();
    }

    /** What oneDNN likes best depends on the native threads it may use: one, as in a worker, whoever loads the model. */
    private static Layout alone(Supplier<Layout> choice) {
        int threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try {
            return choice.get();
        } finally {
            torch.set_num_threads(threads); // for threads that are yet to begin, too; workers set their own
        }
    }

    /**
     * @param weight W [out, in]
     * @return Wᵀ's bytes, as the layout says; the caller's
     */
    Tensor pack(Tensor weight, Shape shape) {
        Layout transposed = Layout.strided(given, new long[] {shape.in, shape.out}, new long[] {1, shape.in});
        Layout layout = layout(shape);
        Tensor packed = bytes(layout.bytes());
        try (Tensor rows = weight.contiguous();
                Kernel copy = Kernel.copy(transposed, layout)) {
            copy.run(rows.data_ptr(), packed.data_ptr());
        }
        return packed;
    }

    private static Tensor bytes(long count) {
        try (TensorOptions options = new TensorOptions(ScalarType.Byte);
                MemoryFormatOptional anyFormat = new MemoryFormatOptional()) {
            return torch.empty(new long[] {count}, options, anyFormat).retainReference();
        }
    }

    @Override
    public void close() {
        layouts.values().forEach(Layout::close);
        layouts.clear();
    }
}
