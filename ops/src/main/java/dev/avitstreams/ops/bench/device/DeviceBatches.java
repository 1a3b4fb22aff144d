package dev.avitstreams.ops.bench.device;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Images on a device, in batches of one size, so that to upload them is no part of what is timed. Where they do not fill the
 * last batch, the first ones come again. Owns the tensors until closed.
 *
 * @param tensors [batch, 3, S, S] f32 each
 */
record DeviceBatches(List<Tensor> tensors, int size) implements AutoCloseable {

    static DeviceBatches upload(List<float[]> pixels, int size, int side, Device device) {
        List<Tensor> tensors = new ArrayList<>();
        int batches = (pixels.size() + size - 1) / size;
        for (int batch = 0; batch < batches; batch++) {
            tensors.add(upload(pixels, batch * size, size, side, device));
        }
        return new DeviceBatches(List.copyOf(tensors), size);
    }

    private static Tensor upload(List<float[]> pixels, int first, int size, int side, Device device) {
        int values = 3 * side * side;
        try (PointerScope scope = new PointerScope()) {
            FloatPointer host = new FloatPointer((long) size * values);
            for (int place = 0; place < size; place++) {
                host.position((long) place * values).put(pixels.get((first + place) % pixels.size()));
            }
            Tensor onHost = torch.from_blob(host.position(0), size, 3, side, side);
            return onHost.clone()
                    .to(device, ScalarType.Float)
                    .retainReference(); // no view of memory that goes with the scope
        }
    }

    /** Images shown, repeated ones included. */
    int images() {
        return tensors.size() * size;
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
