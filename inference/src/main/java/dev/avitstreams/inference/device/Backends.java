package dev.avitstreams.inference.device;

import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch;

/** Opens the backend that fits the machine. */
public final class Backends {
    private Backends() {}

    /**
     * Loads the model's weights onto a device; not yet warm (see {@link SelfTest}).
     *
     * @throws ModelException if a CUDA device is demanded and there is none
     */
    public static PassBackend open(ModelFolder model, BackendOptions options) {
        return switch (options.device()) {
            case CPU -> new CpuBackend(model, options);
            case CUDA -> cuda(model, options);
            case AUTO ->
                torch.cuda_is_available() && options.precision() == OperatorPrecision.F32
                        ? new CudaBackend(model, options.depthMaps())
                        : new CpuBackend(model, options);
        };
    }

    private static PassBackend cuda(ModelFolder model, BackendOptions options) {
        if (!torch.cuda_is_available()) {
            throw new ModelException(
                    "The device is set to cuda, but libtorch sees no CUDA device: set it to cpu or auto,"
                            + " or build with -Pgpu and run on a host with an NVIDIA driver, CUDA 13 and cuDNN 9.");
        }
        if (options.precision() != OperatorPrecision.F32) {
            throw new ModelException("The device is set to cuda and the precision to "
                    + options.precision().name().toLowerCase(Locale.ROOT)
                    + ", which only a CPU computes here: set the precision to f32, or the device to cpu.");
        }
        return new CudaBackend(model, options.depthMaps());
    }
}
