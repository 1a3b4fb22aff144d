package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.Kernel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch;

/**
 * Kernels compiled when they are first asked for. Any thread may ask; owns them until closed.
 *
 * @param <S> what a kernel is for
 */
final class OneDnnKernels<S> implements AutoCloseable {
    private final Function<S, Kernel> compiler;
    private final Map<Key<S>, Kernel> compiled = new ConcurrentHashMap<>();

    /** @param threads native ones of the caller, which a kernel is compiled for too */
    private record Key<S>(S use, int threads) {}

    OneDnnKernels(Function<S, Kernel> compiler) {
        this.compiler = compiler;
    }

    Kernel of(S use) {
        Key<S> key = new Key<>(use, torch.get_num_threads());
        Kernel known = compiled.get(key); // without the lock
        return known == null ? compiled.computeIfAbsent(key, any -> compiler.apply(use)) : known;
    }

    @Override
    public void close() {
        compiled.values().forEach(Kernel::close);
        compiled.clear();
    }
}
