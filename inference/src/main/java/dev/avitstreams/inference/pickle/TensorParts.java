package dev.avitstreams.inference.pickle;

import dev.avitstreams.inference.model.ElementType;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.pickle.PickleValue.Known;
import dev.avitstreams.inference.pickle.PickleValue.Sequence;
import dev.avitstreams.inference.pickle.PickleValue.Storage;
import dev.avitstreams.inference.pickle.PickleValue.TensorView;
import dev.avitstreams.inference.pickle.PickleValue.Text;
import dev.avitstreams.inference.pickle.PickleValue.Whole;
import java.util.ArrayList;
import java.util.List;

/** Makes storages and tensors of their parts, as PyTorch writes them, checking that a view stays in its storage. */
final class TensorParts {
    private static final int MOST_DIMENSIONS = 8;

    private TensorParts() {}

    /** @param id ('storage', type, key, device, elements) */
    static Storage storage(PickleValue id) {
        if (id instanceof Sequence parts
                && parts.items.size() >= 5
                && parts.items.get(1) instanceof Known known
                && parts.items.get(2) instanceof Text key
                && parts.items.get(4) instanceof Whole elements) {
            ElementType type = known.name().storageType();
            if (type != null && key.value().matches("[0-9]{1,9}") && isPossible(elements.value(), type)) {
                return new Storage(type, key.value(), elements.value());
            }
        }
        throw broken("a storage is not described as PyTorch does");
    }

    /** No more elements than their bytes can be counted. */
    private static boolean isPossible(long elements, ElementType type) {
        return elements >= 0 && elements <= Long.MAX_VALUE / type.bytes();
    }

    /** @param arguments (storage, offset, shape, strides, …) */
    static TensorView tensor(List<PickleValue> arguments) {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Whole offset
                && arguments.get(2) instanceof Sequence shape
                && arguments.get(3) instanceof Sequence strides) {
            TensorView view = new TensorView(storage, offset.value(), wholes(shape), wholes(strides));
            requireInside(view);
            return view;
        }
        throw broken("a tensor is not described as PyTorch does");
    }

    /** @param arguments (tensor, …) */
    static TensorView parameter(List<PickleValue> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof TensorView tensor) {
            return tensor;
        }
        throw broken("a parameter is no tensor");
    }

    private static List<Long> wholes(Sequence sequence) {
        if (sequence.items.size()
                > MOST_DIMENSIONS) { // before they are copied, which a pickle can ask for again and again
            throw broken("a tensor has " + sequence.items.size() + " dimensions, read are at most " + MOST_DIMENSIONS);
        }
        List<Long> wholes = new ArrayList<>();
        for (PickleValue item : sequence.items) {
            if (!(item instanceof Whole whole) || whole.value() < 0) {
                throw broken("a shape or stride is not a whole number of 0 or more");
            }
            wholes.add(whole.value());
        }
        return wholes;
    }

    private static void requireInside(TensorView view) {
        int dimensions = view.shape().size();
        if (dimensions != view.strides().size() || view.offset() < 0) {
            throw broken("shape " + view.shape() + " and strides " + view.strides() + " do not fit each other");
        }
        try {
            long last = view.offset();
            long elements = 1;
            for (int i = 0; i < dimensions; i++) {
                long size = view.shape().get(i);
                elements = Math.multiplyExact(elements, size);
                last = Math.addExact(
                        last,
                        Math.multiplyExact(Math.max(0, size - 1), view.strides().get(i)));
            }
            long held = view.storage().elements();
            if (elements > 0 && (last >= held || elements > held)) {
                throw broken(
                        "a tensor of shape " + view.shape() + " leads out of its storage of " + held + " elements");
            }
        } catch (ArithmeticException e) {
            throw new ModelException(
                    "The checkpoint is damaged: shape " + view.shape() + " is larger than any file.", e);
        }
    }

    private static ModelException broken(String what) {
        return new ModelException("The checkpoint is damaged or of an unknown kind: " + what + ".");
    }
}
