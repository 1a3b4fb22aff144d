package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_primitive_cache_capacity;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** The library, and what all of the process shares of it. */
public final class OneDnn {
    private OneDnn() {}

    /** Whether it has fast kernels for this kind of processor; on others it was not measured. */
    public static boolean isFast() {
        return Loader.getPlatform().endsWith("x86_64");
    }

    /** Whether this processor multiplies matrices of bf16 as such (Intel's AMX); without, f32 is faster. */
    public static boolean isFastInBf16() {
        return isFast() && has(dnnl_cpu_isa_avx512_core_amx);
    }

    /** Whether this processor multiplies integers of 8 bits as such (VNNI); without, pairs of products are summed in 16 bits. */
    public static boolean isFastInInt8() {
        return isFast() && (has(dnnl_cpu_isa_avx512_core_vnni) || has(dnnl_cpu_isa_avx2_vnni));
    }

    /** @param instructions {@code dnnl_cpu_isa_*}, a set of bits */
    private static boolean has(int instructions) {
        return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
    }

    /**
     * Unpacks it where it is not yet, and loads it.
     *
     * @throws UnsatisfiedLinkError if it cannot be loaded
     */
    public static void load() {
        Loader.load(dnnl.class);
    }

    static dnnl_engine cpu() {
        return Engine.CPU;
    }

    static void require(int status, String what) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN cannot " + what + ": status " + status);
        }
    }

    /** Made when it is first needed, for the whole process. */
    private static final class Engine {
        /** So that a second model of the same shape, loaded to follow the first, shares all of its kernels. */
        private static final int KERNELS_KEPT = 2048;

        static final dnnl_engine CPU = create();

        private static dnnl_engine create() {
            dnnl_engine engine = new dnnl_engine();
            require(dnnl_engine_create(engine, dnnl_cpu, 0), "find a CPU");
            require(dnnl_set_primitive_cache_capacity(KERNELS_KEPT), "keep kernels");
            return engine;
        }
    }
}
