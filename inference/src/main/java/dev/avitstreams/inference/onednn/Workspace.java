package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_in_order;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
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

    static final int MOST_ARGUMENTS = 7;

    private final dnnl_stream stream = new dnnl_stream();
    private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(MOST_ARGUMENTS).retainReference();
    private Tensor scratch = bytes(0);

    private Workspace() {
        OneDnn.require(dnnl_stream_create(stream, OneDnn.cpu(), dnnl_stream_in_order), "create a stream");
    }

    /** The caller's until it is given back. */
    static Workspace take() {
        Workspace idle = IDLE.poll();
        return idle == null ? new Workspace() : idle;
    }

    void giveBack() {
        IDLE.push(this);
    }

    dnnl_stream stream() {
        return stream;
    }

    /** To be filled for a run. */
    dnnl_exec_arg_t arguments() {
        return arguments;
    }

    /** For a kernel to write to; the next may get the same. */
    Pointer scratch(long size) {
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
