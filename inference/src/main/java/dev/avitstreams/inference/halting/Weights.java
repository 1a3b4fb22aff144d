package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.halting.MatrixProducts.Activation;
import dev.avitstreams.inference.halting.MatrixProducts.Prepared;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Safetensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All parameters of a model on one device. Owns their native memory, and keeps the mapped file alive that some of them
 * are views of. Read-only, so any number of threads may compute with it.
 */
final class Weights implements AutoCloseable {
    private final Safetensors file;
    private final Architecture architecture;
    private final Device device;
    private final MatrixProducts products;
    private final Positions positions;
    private final List<Pointer> owned = new ArrayList<>();
    private final List<Prepared> prepared = new ArrayList<>();
    private final List<LayerNorm> norms = new ArrayList<>();

    final Embedding embedding;
    final List<Block> blocks; // [L]
    final LayerNorm norm;
    final LinearMap head; // D → C

    Weights(Safetensors file, Architecture architecture, Device device, MatrixProducts products) {
        this.file = file;
        this.architecture = architecture;
        this.device = own(device);
        this.products = products;
        long width = architecture.width();
        this.positions = new Positions(tensor("pos_embed", 1, architecture.tokens(), width), architecture.grid());
        this.embedding = new Embedding(patches(), tensor("cls_token", 1, 1, width), positions, architecture);
        List<Block> stack = new ArrayList<>();
        for (int block = 0; block < architecture.blocks(); block++) {
            stack.add(block("blocks." + block + "."));
        }
        this.blocks = List.copyOf(stack);
        this.norm = norm("norm");
        this.head = linear("head", width, architecture.classes(), Activation.NONE);
    }

    /** The convolution's kernel [D, 3, p, p], seen as a matrix [D, 3p²]. */
    private LinearMap patches() {
        long values = architecture.patchValues();
        return linear("patch_embed.proj", values, architecture.width(), Activation.NONE);
    }

    private Block block(String prefix) {
        long width = architecture.width();
        return new Block(
                norm(prefix + "norm1"),
                new Attention(
                        products,
                        linear(prefix + "attn.qkv", width, 3 * width, Activation.NONE),
                        linear(prefix + "attn.proj", width, width, Activation.NONE),
                        architecture.heads(),
                        architecture.headWidth()),
                norm(prefix + "norm2"),
                linear(prefix + "mlp.fc1", width, architecture.mlpHidden(), Activation.GELU),
                linear(prefix + "mlp.fc2", architecture.mlpHidden(), width, Activation.NONE));
    }

    private LinearMap linear(String name, long in, long out, Activation activation) {
        Prepared product = products.prepare(tensor(name + ".weight", out, in), tensor(name + ".bias", out), activation);
        prepared.add(product);
        return new LinearMap(product, in, out);
    }

    private LayerNorm norm(String name) {
        LayerNorm norm = products.norm(tensor(name + ".weight", -1), tensor(name + ".bias", -1));
        norms.add(norm);
        return norm;
    }

    private Tensor tensor(String name, long... shape) {
        try (Tensor loaded = file.floats(name);
                Tensor onDevice = loaded.to(device, ScalarType.Float)) {
            return own(onDevice.view(shape));
        }
    }

    private <P extends Pointer> P own(P pointer) {
        pointer.retainReference(); // so that a scope of the caller's does not take it
        owned.add(pointer);
        return pointer;
    }

    /**
     * The final norm and the head. Waits for the device.
     *
     * @param representation [B, D]
     * @return [B][C]
     */
    float[][] classify(Tensor representation, MacMeter meter) {
        int batch = (int) representation.size(0);
        Tensor normed = norm.apply(representation); // [B, D]
        float[] all = Host.floats(head.applyToF32(normed, Rows.even(batch, 1), meter)); // [B·C]
        float[][] logits = new float[batch][architecture.classes()];
        for (int image = 0; image < batch; image++) {
            System.arraycopy(all, image * architecture.classes(), logits[image], 0, architecture.classes());
        }
        return logits;
    }

    MatrixProducts products() {
        return products;
    }

    Device device() {
        return device;
    }

    @Override
    public void close() {
        prepared.forEach(Prepared::close);
        prepared.clear();
        norms.forEach(LayerNorm::close);
        norms.clear();
        products.close();
        positions.close();
        owned.forEach(Pointer::close);
        owned.clear();
        java.lang.ref.Reference.reachabilityFence(file);
    }

    static Device cpu() {
        return new Device(torch.DeviceType.CPU);
    }
}
