package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** How many threads libtorch and its BLAS use inside one operation. */
public final class CpuThreads {
    private CpuThreads() {}

    /**
     * From now on operations called by this thread run on this thread alone. The BLAS has no setting per thread, so for it
     * this holds in the whole process.
     */
    public static void useOne() {
        torch.set_num_threads(1);
        try (PointerScope scope = new PointerScope()) {
            openblas.blas_set_num_threads(1);
        }
    }
}
