package dev.avitstreams.inference.device;

import dev.avitstreams.inference.image.PreparedImage;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A buffer of the host's that pixels are uploaded from as bytes, pinned where there is a GPU and used again for each batch:
 * to pin memory takes longer than to copy it. Grows to the largest batch.
 *
 * <p>Used by one thread. Its caller must not stage a batch before the device has read the one before.
 */
final class PixelStaging implements AutoCloseable {
    private final Device device;
    private final boolean pinned;
    private Tensor buffer; // [most bytes of a batch yet] u8

    /** @param side of the model's images, for a beginning */
    PixelStaging(DeviceStream stream, long side) {
        this.device = stream.device();
        this.pinned = stream.pinsHostMemory();
        this.buffer = allocate(3 * side * side);
    }

    private Tensor allocate(long bytes) {
        try (PointerScope scope = new PointerScope()) {
            TensorOptions options = new TensorOptions(ScalarType.Byte);
            TensorOptions placed = pinned ? options.pinned_memory(new BoolOptional(true)) : options;
            return torch.empty(new long[] {bytes}, placed, new MemoryFormatOptional())
                    .retainReference();
        }
    }

    /**
     * Copies pixels into the buffer and has the device fetch them, which it may do after this returns.
     *
     * @param batch images of one side S
     * @return [B, 3, S, S] u8 on the device; the caller or its scope closes it
     */
    Tensor upload(List<PreparedImage> batch) {
        long side = batch.get(0).side();
        long bytes = batch.size() * 3 * side * side;
        if (buffer.size(0) < bytes) {
            buffer.close();
            buffer = allocate(bytes);
        }
        try (Tensor used = buffer.narrow(0, 0, bytes);
                Tensor staged = used.view(batch.size(), 3, side, side);
                MemoryFormatOptional anyFormat = new MemoryFormatOptional()) {
            PixelBatch.copy(batch, staged);
            boolean nonBlocking = true;
            boolean copy = true;
            return staged.to(device, ScalarType.Byte, nonBlocking, copy, anyFormat);
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
