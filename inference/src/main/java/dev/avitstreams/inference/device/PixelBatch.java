package dev.avitstreams.inference.device;

import dev.avitstreams.inference.image.PreparedImage;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** The pixels of several images as one tensor. */
final class PixelBatch {
    private PixelBatch() {}

    /** Refuses images the model was not made for, before anything is computed. */
    static void require(List<PreparedImage> batch, int side) {
        for (PreparedImage image : batch) {
            if (image.side() != side) {
                throw new IllegalArgumentException(
                        "an image is prepared to a side of " + image.side() + " pixels, the model takes " + side);
            }
        }
    }

    /** The images as a way through the network wants to see them. */
    static List<PreparedImage> shown(List<PreparedImage> batch, int side) {
        return batch.stream().map(image -> image.shrunkTo(side)).toList();
    }

    /**
     * @param options of host memory, element type u8
     * @return [B, 3, S, S] a copy; the caller or its scope closes it
     */
    static Tensor stack(List<PreparedImage> batch, TensorOptions options) {
        long side = batch.get(0).side();
        Tensor pixels = torch.empty(new long[] {batch.size(), 3, side, side}, options, new MemoryFormatOptional());
        copy(batch, pixels);
        return pixels;
    }

    /** @param target [B, 3, S, S] u8, contiguous, in host memory */
    static void copy(List<PreparedImage> batch, Tensor target) {
        try (BytePointer bytes = target.data_ptr_byte()) {
            for (PreparedImage image : batch) {
                bytes.put(image.pixels());
                bytes.position(bytes.position() + image.pixels().length);
            }
        }
    }
}
