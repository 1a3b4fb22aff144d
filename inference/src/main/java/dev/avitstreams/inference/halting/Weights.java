package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.halting.MatrixProducts.Activation;
import dev.avitstreams.inference.halting.MatrixProducts.Mlp;
import dev.avitstreams.inference.halting.MatrixProducts.Normed;
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
        Normed last = normed("norm", "head", architecture.classes());
        this.norm = last.norm();
        this.head = new LinearMap(last.product(), width, architecture.classes());
    }

    /** The convolution's kernel [D, 3, p, p], seen as a matrix [D, 3p²]. */
    private LinearMap patches() {
        long values = architecture.patchValues();
        return linear("patch_embed.proj", values, architecture.width());
    }

    private Block block(String prefix) {
        long width = architecture.width();
        int hidden = architecture.mlpHidden();
        Normed qkv = normed(prefix + "norm1", prefix + "attn.qkv", 3 * width);
        Mlp mlp = mlp(prefix + "norm2", prefix + "mlp.fc1", prefix + "mlp.fc2");
        return new Block(
                qkv.norm(),
                new Attention(
                        products,
                        new LinearMap(qkv.product(), width, 3 * width),
                        linear(prefix + "attn.proj", width, width),
                        architecture.heads(),
                        architecture.headWidth()),
                mlp.norm(),
                new LinearMap(mlp.fc1(), width, hidden),
                new LinearMap(mlp.fc2(), hidden, width));
    }

    private LinearMap linear(String name, long in, long out) {
        Prepared product =
                products.prepare(tensor(name + ".weight", out, in), tensor(name + ".bias", out), Activation.NONE);
        prepared.add(product);
        return new LinearMap(product, in, out);
    }

    private Normed normed(String norm, String linear, long out) {
        Normed normed = products.normed(
                tensor(norm + ".weight", -1),
                tensor(norm + ".bias", -1),
                tensor(linear + ".weight", out, architecture.width()),
                tensor(linear + ".bias", out));
        norms.add(normed.norm());
        prepared.add(normed.product());
        return normed;
    }

    private Mlp mlp(String norm, String fc1, String fc2) {
        long width = architecture.width();
        long hidden = architecture.mlpHidden();
        Mlp mlp = products.mlp(
                tensor(norm + ".weight", -1),
                tensor(norm + ".bias", -1),
                tensor(fc1 + ".weight", hidden, width),
                tensor(fc1 + ".bias", hidden),
                tensor(fc2 + ".weight", width, hidden),
                tensor(fc2 + ".bias", width));
        norms.add(mlp.norm());
        prepared.add(mlp.fc1());
        prepared.add(mlp.fc2());
        return mlp;
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
