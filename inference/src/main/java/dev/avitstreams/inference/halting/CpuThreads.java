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
        use(1);
    }

    /** As {@link #useOne}, on so many threads. They should wait asleep: {@code OMP_WAIT_POLICY=PASSIVE}. */
    public static void use(int threads) {
        use(threads, threads);
    }

    /**
     * So many threads for libtorch, and the BLAS on the thread that calls it: for work whose large products oneDNN
     * computes. Two pools of threads would wait for each other.
     */
    public static void useWithoutBlas(int threads) {
        use(threads, 1);
    }

    private static void use(int threads, int blasThreads) {
        Libtorch.load();
        torch.set_num_threads(threads);
        try (PointerScope scope = new PointerScope()) {
            openblas.blas_set_num_threads(blasThreads);
        }
    }
}
