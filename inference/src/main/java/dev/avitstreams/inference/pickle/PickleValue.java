package dev.avitstreams.inference.pickle;

import dev.avitstreams.inference.model.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a pickle can make here. */
sealed interface PickleValue {

    /** Python's {@code None}. */
    enum Nothing implements PickleValue {
        NONE
    }

    record Text(String value) implements PickleValue {}

    record Whole(long value) implements PickleValue {}

    record Real(double value) implements PickleValue {}

    record Flag(boolean value) implements PickleValue {}

    /** A list or a tuple. Identity alone tells two apart: a pickle can make one that holds itself. */
    final class Sequence implements PickleValue {
        final List<PickleValue> items = new ArrayList<>();
    }

    /** Keys are text; other keys are left out, for tensors have names. Identity alone tells two apart, as above. */
    final class Dictionary implements PickleValue {
        final Map<String, PickleValue> entries = new LinkedHashMap<>();
    }

    /** A name that the interpreter knows. */
    record Known(KnownName name) implements PickleValue {}

    /**
     * Numbers in an entry of the archive.
     *
     * @param key name of the entry under {@code data/}
     * @param elements how many there should be
     */
    record Storage(ElementType type, String key, long elements) implements PickleValue {}

    /**
     * A view of a storage.
     *
     * @param offset of its first element
     * @param shape sizes
     * @param strides elements from one to the next in each dimension
     */
    record TensorView(Storage storage, long offset, List<Long> shape, List<Long> strides) implements PickleValue {
        public TensorView {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }
    }
}
