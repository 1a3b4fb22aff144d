package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.Pointer;

/**
 * A kernel's references to memory ({@code dnnl_memory}): made once, pointed to other memory for each run. Used by one thread at
 * a time.
 */
final class Arguments implements AutoCloseable {
    private final List<Kernel.Operand> operands;
    private final List<dnnl_memory> memories = new ArrayList<>();

    Arguments(List<Kernel.Operand> operands) {
        this.operands = operands;
        try {
            for (Kernel.Operand operand : operands) {
                dnnl_memory memory = new dnnl_memory();
                OneDnn.require(
                        dnnl_memory_create(
                                memory, operand.layout().description(), OneDnn.cpu(), null), // pointed nowhere yet
                        "refer to memory");
                memories.add(memory);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    int count() {
        return memories.size();
    }

    /**
     * Points one where its operand's first value is, and enters it.
     *
     * @param list with room for it
     */
    void set(int index, Pointer address, dnnl_exec_arg_t list) {
        dnnl_memory memory = memories.get(index);
        OneDnn.require(dnnl_memory_set_data_handle(memory, address), "refer to memory");
        list.position(index).arg(operands.get(index).argument()).memory(memory);
    }

    @Override
    public void close() {
        memories.forEach(memory -> dnnl_memory_destroy(memory));
        memories.clear();
    }
}
