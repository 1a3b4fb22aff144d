package dev.avitstreams.inference.device;

import dev.avitstreams.inference.halting.Libtorch;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import org.bytedeco.pytorch.global.torch;

/** Opens the backend that fits the machine. */
public final class Backends {
    private Backends() {}

    /**
     * Loads the model's weights onto a device; not yet warm (see {@link SelfTest}).
     *
     * @throws ModelException if a CUDA device is demanded and there is none, or a precision the device does not compute in
     */
    public static PassBackend open(ModelFolder model, BackendOptions options) {
        Libtorch.load();
        return switch (options.device()) {
            case CPU -> new CpuBackend(model, options);
            case CUDA -> cuda(model, options);
            case AUTO ->
                torch.cuda_is_available() && options.precision().isForGpu()
                        ? cuda(model, options)
                        : new CpuBackend(model, options);
        };
    }

    private static PassBackend cuda(ModelFolder model, BackendOptions options) {
        DeviceStream stream = DeviceStream.cuda();
        try {
            return new CudaBackend(model, options, stream);
        } catch (Throwable e) {
            stream.close();
            throw e;
        }
    }
}
