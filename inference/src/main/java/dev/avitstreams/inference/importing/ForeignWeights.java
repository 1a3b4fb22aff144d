package dev.avitstreams.inference.importing;

import dev.avitstreams.inference.model.ElementType;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.model.TensorInfo;
import dev.avitstreams.inference.pickle.TorchCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** All tensors of a checkpoint under timm's names, in a number format that model folders hold. */
final class ForeignWeights {
    private ForeignWeights() {}

    /** @param checkpoint {@code .safetensors}; anything else is taken for a PyTorch checkpoint */
    static Map<String, ForeignTensor> read(Path checkpoint) throws IOException {
        String name = checkpoint.getFileName().toString().toLowerCase(Locale.ROOT);
        Map<String, ForeignTensor> weights = new LinkedHashMap<>();
        if (name.endsWith(".safetensors")) {
            Safetensors file = Safetensors.open(checkpoint);
            for (TensorInfo info : file.tensors().values()) {
                add(weights, info.name(), new ForeignTensor(info.type(), info.shape(), file.bytes(info.name())));
            }
        } else {
            try (TorchCheckpoint file = TorchCheckpoint.open(checkpoint)) {
                for (String tensor : file.names()) {
                    add(weights, tensor, new ForeignTensor(file.type(tensor), file.shape(tensor), file.data(tensor)));
                }
            }
        }
        return weights;
    }

    /** Wrappers for several GPUs put a prefix before every name. */
    private static void add(Map<String, ForeignTensor> weights, String name, ForeignTensor tensor) {
        String plain = name.startsWith("module.") ? name.substring("module.".length()) : name;
        weights.put(
                plain,
                switch (tensor.type()) {
                    case F64 -> single(tensor, Double.BYTES, in -> (float) in.getDouble());
                    case BF16 -> single(tensor, Short.BYTES, in -> Float.intBitsToFloat(in.getShort() << Short.SIZE));
                    default -> tensor;
                });
    }

    /** Model folders hold f32 and f16; bf16 has the range of the one and would not fit the other. */
    private static ForeignTensor single(ForeignTensor tensor, int bytes, Function<ByteBuffer, Float> next) {
        ByteBuffer in = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out =
                ByteBuffer.allocate(in.remaining() / bytes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            out.putFloat(next.apply(in));
        }
        return new ForeignTensor(ElementType.F32, tensor.shape(), out.flip());
    }
}
