package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;

/** An operator of libtorch that has no function of its own in the presets, called by name ({@code c10::Dispatcher}). */
final class BoxedOperator {
    private final OperatorHandle handle;

    /** @param name with its namespace, as registered */
    BoxedOperator(String name) {
        this.handle = Dispatcher.singleton().findSchemaOrThrow(name, "").retainReference();
    }

    /**
     * @param stack the arguments in order; holds the result afterwards
     * @return the caller's, or its scope's
     */
    Tensor call(IValueVector stack) {
        run(stack);
        return new Tensor(stack.get(0).toTensor()); // a reference of its own; the stack's is borrowed
    }

    /** As {@link #call}, for a result that is no tensor. */
    void run(IValueVector stack) {
        handle.callBoxed(stack);
    }
}
