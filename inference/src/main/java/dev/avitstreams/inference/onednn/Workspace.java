package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_in_order;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What any kernel needs besides its operands while it runs. Used by one thread at a time; there are as many as threads ever ran a
 * kernel at once, and they stay for the next.
 */
final class Workspace {
    private static final Deque<Workspace> IDLE = new ConcurrentLinkedDeque<>();
    private static final int MOST_ARGUMENTS = 5;

    private final dnnl_stream stream = new dnnl_stream();
    private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(MOST_ARGUMENTS).retainReference();
    private final dnnl_memory[] memories = new dnnl_memory[MOST_ARGUMENTS];
    private int used;
    private Tensor scratch = bytes(0);

    private Workspace() {
        OneDnn.require(dnnl_stream_create(stream, OneDnn.cpu(), dnnl_stream_in_order), "create a stream");
        for (int index = 0; index < MOST_ARGUMENTS; index++) {
            memories[index] = new dnnl_memory();
        }
    }

    /**
     * @param operands what each is to the primitive, and how it lies in memory
     * @param addresses where, in their order
     * @param scratchLayout of what the primitive writes for itself
     */
    static void run(
            dnnl_primitive primitive, List<Kernel.Operand> operands, Pointer[] addresses, Layout scratchLayout) {
        Workspace idle = IDLE.poll();
        Workspace workspace = idle == null ? new Workspace() : idle;
        try {
            workspace.execute(primitive, operands, addresses, scratchLayout);
        } finally {
            IDLE.push(workspace);
        }
    }

    private void execute(
            dnnl_primitive primitive, List<Kernel.Operand> operands, Pointer[] addresses, Layout scratchLayout) {
        try {
            for (int index = 0; index < addresses.length; index++) {
                Kernel.Operand operand = operands.get(index);
                add(operand.argument(), operand.layout(), addresses[index]);
            }
            add(DNNL_ARG_SCRATCHPAD, scratchLayout, scratch(scratchLayout.bytes()));
            arguments.position(0);
            OneDnn.require(dnnl_primitive_execute(primitive, stream, used, arguments), "run a kernel");
        } finally {
            while (used > 0) {
                dnnl_memory_destroy(memories[--used]);
            }
        }
    }

    private void add(int argument, Layout layout, Pointer address) {
        dnnl_memory memory = memories[used];
        memory.setNull();
        OneDnn.require(dnnl_memory_create(memory, layout.description(), OneDnn.cpu(), address), "refer to memory");
        arguments.position(used).arg(argument).memory(memory);
        used++;
    }

    private Pointer scratch(long size) {
        if (scratch.numel() < size) {
            Tensor larger = bytes(size);
            scratch.close();
            scratch = larger;
        }
        return scratch.data_ptr();
    }

    private static Tensor bytes(long count) {
        return torch.empty(new long[] {count}, new TensorOptions(ScalarType.Byte), new MemoryFormatOptional())
                .retainReference();
    }
}
