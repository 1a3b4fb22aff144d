package dev.avitstreams.inference.training.network;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.model.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The numbers of a model under timm's names, in f32 and writable. Owns their native memory until closed. One thread at a
 * time.
 */
public final class Parameters implements AutoCloseable {
    private final Map<String, Tensor> tensors;

    private Parameters(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** A copy of the file's weights, none of them collecting gradients yet. */
    public static Parameters copyOf(Safetensors file, Architecture architecture) {
        file.requireWeightsOf(architecture);
        return read(file, "", file.tensors().keySet());
    }

    /** Those tensors of a file whose name starts with the prefix, which is left out of their name here. */
    public static Parameters read(Safetensors file, String prefix, Iterable<String> names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names) {
            try (PointerScope scope = new PointerScope()) {
                Tensor stored = file.view(prefix + name);
                tensors.put(name, stored.to(ScalarType.Float).clone().retainReference());
            }
        }
        return new Parameters(tensors);
    }

    /** Tensors of the same shapes with the same values. */
    public Parameters copy() {
        return like(Tensor::clone);
    }

    /** Tensors of the same shapes, all zero. */
    public Parameters zeros() {
        return like(tensor -> torch.zeros_like(tensor));
    }

    private Parameters like(java.util.function.UnaryOperator<Tensor> make) {
        Map<String, Tensor> made = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            try (PointerScope scope = new PointerScope()) {
                made.put(name, make.apply(tensor.detach()).retainReference());
            }
        });
        return new Parameters(made);
    }

    /** From now on the chosen tensors collect gradients. */
    public void train(Predicate<String> chosen) {
        tensors.forEach((name, tensor) -> tensor.set_requires_grad(chosen.test(name)));
    }

    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no parameter '" + name + "'");
        }
        return tensor;
    }

    /** In the order of the file they were read from. */
    public Map<String, Tensor> all() {
        return Collections.unmodifiableMap(tensors);
    }

    /** Adds every tensor, its name after the prefix. */
    public void addTo(SafetensorsWriter writer, String prefix) {
        tensors.forEach((name, tensor) -> writer.add(prefix + name, tensor));
    }

    /** SHA-256 over all numbers in order, lower-case hex: equal for the same weights to the bit. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Tensor tensor : tensors.values()) {
                try (Pointer data = tensor.data_ptr();
                        BytePointer bytes = new BytePointer(data)) {
                    ByteBuffer view = bytes.capacity(tensor.nbytes()).asByteBuffer();
                    digest.update(view);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
        tensors.clear();
    }
}
