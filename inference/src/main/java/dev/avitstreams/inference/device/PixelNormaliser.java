package dev.avitstreams.inference.device;

import dev.avitstreams.inference.model.Normalisation;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * (value / 255 − mean) / deviation as one multiplication and one addition a pixel, on the device. Owns its two small
 * tensors; read-only, so any thread may use it.
 */
final class PixelNormaliser implements AutoCloseable {
    private final Tensor scale; // [1, 3, 1, 1]
    private final Tensor shift; // [1, 3, 1, 1]

    PixelNormaliser(Normalisation normalisation, Device device) {
        float[] scales = new float[3];
        float[] shifts = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            float deviation = normalisation.standardDeviation().get(channel);
            scales[channel] = 1 / (255 * deviation);
            shifts[channel] = -normalisation.mean().get(channel) / deviation;
        }
        this.scale = perChannel(scales, device);
        this.shift = perChannel(shifts, device);
    }

    private static Tensor perChannel(float[] values, Device device) {
        try (PointerScope scope = new PointerScope()) {
            Tensor onHost = Tensor.create(values, 1, 3, 1, 1);
            return onHost.to(device, ScalarType.Float).retainReference();
        }
    }

    /**
     * @param pixels [B, 3, S, S] u8, on the device
     * @return [B, 3, S, S] f32, on the device; the caller or its scope closes it
     */
    Tensor apply(Tensor pixels) {
        Tensor floats = pixels.to(ScalarType.Float);
        floats.mul_(scale);
        floats.add_(shift);
        return floats;
    }

    @Override
    public void close() {
        for (Pointer tensor : new Pointer[] {scale, shift}) {
            tensor.close();
        }
    }
}
