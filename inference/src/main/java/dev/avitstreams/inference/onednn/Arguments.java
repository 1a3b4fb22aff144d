package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.Pointer;

/** What one kernel is run on: made once, pointed to other memory for each run. Used by one thread at a time. */
final class Arguments implements AutoCloseable {
    private final dnnl_exec_arg_t list;
    private final List<dnnl_memory> memories = new ArrayList<>();

    Arguments(List<Kernel.Operand> operands) {
        this.list = new dnnl_exec_arg_t(operands.size()).retainReference();
        try {
            for (Kernel.Operand operand : operands) {
                dnnl_memory memory = new dnnl_memory();
                OneDnn.require(
                        dnnl_memory_create(
                                memory, operand.layout().description(), OneDnn.cpu(), null), // pointed nowhere yet
                        "refer to memory");
                list.position(memories.size()).arg(operand.argument()).memory(memory);
                memories.add(memory);
            }
            list.position(0);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where an operand's first value is. */
    void set(int operand, Pointer address) {
        OneDnn.require(dnnl_memory_set_data_handle(memories.get(operand), address), "refer to memory");
    }

    int count() {
        return memories.size();
    }

    dnnl_exec_arg_t list() {
        return list;
    }

    @Override
    public void close() {
        memories.forEach(memory -> dnnl_memory_destroy(memory));
        memories.clear();
        list.close();
    }
}
