package dev.avitstreams.inference.device;

import dev.avitstreams.inference.halting.Libtorch;
import dev.avitstreams.inference.model.ModelException;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceGuardImplInterface;
import org.bytedeco.pytorch.Stream;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * A device and a stream of our own on it: what is issued there follows one order, and waits for nobody else's work on the
 * device. Through libtorch's device-neutral interface, which a CPU has as well (its one stream is no stream), so that all of
 * this runs in tests; <b>it has not run on a GPU yet.</b>
 *
 * <p>Owns its native memory until closed. Work may be issued from any thread; tensors made in one call may be used in the
 * next.
 */
public final class DeviceStream implements AutoCloseable {
    private final Device device;
    private final DeviceGuardImplInterface guard; // libtorch's, never given back
    private final Stream stream;

    private DeviceStream(String name, DeviceType type) {
        try (PointerScope scope = new PointerScope()) {
            this.device = new Device(name).retainReference();
            this.guard = torch.getDeviceGuardImpl(type).retainReference();
            this.stream = guard.getNewStream(device).retainReference();
        }
    }

    /**
     * The first CUDA device.
     *
     * @throws ModelException if libtorch sees none
     */
    public static DeviceStream cuda() {
        Libtorch.load();
        if (!torch.cuda_is_available()) {
            throw new ModelException(
                    "The device is set to cuda, but " + cudaSeen() + ": set it to cpu or auto, or build"
                            + " with -Pgpu and run on a host with an NVIDIA driver, CUDA 13 and cuDNN 9.");
        }
        return new DeviceStream("cuda:0", DeviceType.CUDA);
    }

    private static String cudaSeen() {
        return torch.hasDeviceGuardImpl(DeviceType.CUDA)
                ? "libtorch, though built for CUDA, sees no CUDA device"
                : "libtorch sees no CUDA device, as this is its build for CPUs";
    }

    /** The CPU in a GPU's place: everything a GPU is told, done by a CPU. To try and test with; slow. */
    public static DeviceStream cpu() {
        Libtorch.load();
        return new DeviceStream("cpu", DeviceType.CPU);
    }

    public Device device() {
        return device;
    }

    /** Whether memory of the host is to be pinned, so that the device copies it while the host goes on. */
    boolean pinsHostMemory() {
        return device.is_cuda();
    }

    /**
     * Issues work to this stream, on the calling thread. Returns when it is issued, which need not be when it is done.
     *
     * @throws RuntimeException as the work does; the device is idle then, if it is there at all
     */
    public <T> T issue(Supplier<T> work) {
        try (Stream before = guard.exchangeStream(stream)) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                awaitAfter(e);
                throw e;
            } finally {
                guard.exchangeStream(before).close();
            }
        }
    }

    /** So that nobody writes to a buffer that is still being read. A device that is lost fails again; the first failure counts. */
    private void awaitAfter(RuntimeException failure) {
        try {
            synchronize();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Waits until the device has done all it was told. */
    public void synchronize() {
        if (device.is_cuda()) {
            torch.cuda_synchronize(device.index());
        }
    }

    /** For logs and reports. */
    public String description() {
        return device.is_cuda() ? "cuda:0 of " + torch.cuda_device_count() : "cpu in place of a GPU";
    }

    @Override
    public void close() {
        stream.close();
        guard.close();
        device.close();
    }
}
