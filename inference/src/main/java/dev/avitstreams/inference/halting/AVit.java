package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An adaptive vision transformer on one device (Yin et al., 2022; letters: see the package).
 *
 * <p>Halted tokens are really dropped: the tokens still active in all images of the batch lie packed in one matrix
 * [R, D], are multiplied together, attend image by image, and the matrix is compacted after every layer in which a token
 * halted. One image is a packed batch of one. For
 * a GPU the same is done with fewer compactions ({@link #onDevice}).
 *
 * <p>Owns the weights' native memory until closed. Any number of threads may run forward passes at once; none may run
 * when it is closed. Results are Java arrays.
 */
public final class AVit implements AutoCloseable {
    private final Architecture architecture;
    private final Gate gate;
    private final Weights weights;
    private final Optional<DevicePass> onDevice;

    private AVit(Architecture architecture, Gate gate, Weights weights, Optional<DevicePass> onDevice) {
        this.architecture = architecture;
        this.gate = gate;
        this.weights = weights;
        this.onDevice = onDevice;
    }

    /**
     * On the CPU.
     *
     * @param file a verified weights file; its mapping is kept
     */
    public static AVit load(Safetensors file, Architecture architecture, Gate gate) {
        return load(file, architecture, gate, OperatorPrecision.F32);
    }

    private static AVit load(Safetensors file, Architecture architecture, Gate gate, OperatorPrecision precision) {
        Libtorch.load();
        MatrixProducts products = MatrixProducts.onCpu(precision);
        return load(file, architecture, gate, Weights.cpu(), products);
    }

    static AVit load(Safetensors file, Architecture architecture, Gate gate, Device cpu, MatrixProducts products) {
        return new AVit(architecture, gate, new Weights(file, architecture, cpu, products), Optional.empty());
    }

    /** The model of a folder, on the CPU. */
    public static AVit load(ModelFolder folder) {
        return load(folder, OperatorPrecision.F32);
    }

    /**
     * The model of a folder, on the CPU.
     *
     * @param precision of the weights' products
     * @throws ModelException if this processor does not compute in it
     */
    public static AVit load(ModelFolder folder, OperatorPrecision precision) {
        ModelManifest manifest = folder.manifest();
        return load(folder.weights(), manifest.architecture(), manifest.gate(), precision);
    }

    /**
     * The model of a folder, on a GPU: rows are dropped after a few chosen blocks only, so that the host seldom waits for the
     * device. On a CPU device the same is done by a CPU, slowly, to see what a GPU is told.
     *
     * @throws ModelException if a GPU does not compute in this precision
     */
    public static AVit onDevice(ModelFolder folder, Device device, OperatorPrecision precision) {
        precision.requireGpu();
        ModelManifest manifest = folder.manifest();
        MatrixProducts products =
                LibtorchProducts.of(precision); // on a CPU too: their kernels are for any number of rows
        RaggedAttention attention = device.is_cpu() ? new HostAttention() : ScriptedAttention.of(precision);
        Compaction compaction = Compaction.chosen(manifest.architecture().blocks());
        return onDevice(
                folder.weights(), manifest.architecture(), manifest.gate(), device, products, attention, compaction);
    }

    static AVit onDevice(
            Safetensors file,
            Architecture architecture,
            Gate gate,
            Device device,
            MatrixProducts products,
            RaggedAttention attention,
            Compaction compaction) {
        Weights weights = new Weights(file, architecture, device, products);
        DevicePass pass = new DevicePass(weights, architecture, gate, attention, compaction);
        return new AVit(architecture, gate, weights, Optional.of(pass));
    }

    /**
     * How many images a CPU worker gains from computing at once. Up to this many give each the bits it has alone; above 1
     * the weights are read once for all.
     */
    public int imagesTogether() {
        return weights.products().imagesTogether();
    }

    /**
     * Compiles the kernels for every number of rows that blocks multiply together, where products have such, so that their
     * time and memory are spent before the first frame rather than whenever a burst brings a new number. An image of more
     * tokens than are multiplied together may need others. To be called on the threads that will run passes, as a
     * kernel is for a number of native threads; several may share the work.
     *
     * @param share of the caller, from 0
     * @param shares in all
     */
    public void compileKernels(int share, int shares) {
        MatrixProducts products = weights.products();
        if (products.compilesForRows()) {
            Block block = weights.blocks.get(0); // the others are of the same shapes
            int tokens = architecture.tokens();
            int together = products.imagesTogether();
            int most = together == 1 ? tokens : Math.min(products.rowsTogether(), together * tokens);
            for (int rows = 1 + share; rows <= most; rows += shares) {
                block.compile(rows, rows <= tokens);
            }
        }
    }

    public Architecture architecture() {
        return architecture;
    }

    /**
     * The adaptive forward pass.
     *
     * @param images [B, 3, S, S] f32, normalised, contiguous, on the model's device; the caller keeps it. S may be less than the
     *     model's, by whole patches: N is then less too
     * @return B results, in order
     */
    public List<HaltingResult> halting(Tensor images, HaltingRule rule) {
        if (onDevice.isPresent()) {
            return onDevice.get().halting(images, rule);
        }
        float center = gate.center() - rule.gateShift();
        return halting(images, rule, (x, layer, state) -> gate(x, gate.scale(), center));
    }

    /**
     * The adaptive forward pass with depths that are given instead of learned: to measure what a schedule costs.
     *
     * @param images as for {@link #halting(Tensor, HaltingRule)}
     * @param depths [B][N] layer, 1 to L, in which each token halts; the class token's output of that layer is the
     *     representation
     * @return B results, in order
     * @throws IllegalArgumentException if a depth is none of the layers, or one is missing
     */
    public List<HaltingResult> scheduled(Tensor images, List<byte[]> depths) {
        requireLayers(depths, images);
        HaltingRule rule = new HaltingRule(1, 0, Completeness.COMPLETE);
        return halting(images, rule, (x, layer, state) -> {
            gate(x, gate.scale(), gate.center()); // read as ever, so that it costs the same
            return state.ends(layer, depths);
        });
    }

    private void requireLayers(List<byte[]> depths, Tensor images) {
        if (depths.size() != images.size(0)) {
            throw new IllegalArgumentException(depths.size() + " schedules for " + images.size(0) + " images");
        }
        int tokens = weights.embedding.shown(images).tokens();
        for (byte[] image : depths) {
            if (image.length != tokens) {
                throw new IllegalArgumentException(
                        "a schedule has " + image.length + " depths, the image " + tokens + " tokens");
            }
            for (byte depth : image) {
                if (depth < 1 || depth > architecture.blocks()) {
                    throw new IllegalArgumentException(
                            "a token's depth is " + depth + ", must be 1 to " + architecture.blocks());
                }
            }
        }
    }

    /** h of each row [R] after a layer. */
    private interface Scores {
        float[] of(Tensor x, int layer, HaltingState state);
    }

    private List<HaltingResult> halting(Tensor images, HaltingRule rule, Scores scores) {
        int batch = (int) images.size(0);
        MacMeter meter = new MacMeter(batch);
        int tokens = weights.embedding.shown(images).tokens();
        HaltingState state = new HaltingState(batch, tokens, architecture.blocks(), rule);
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Tensor representation = representation(images, state, scores, meter); // [B, D]
            float[][] logits = weights.classify(representation, meter); // [B][C]
            List<HaltingResult> results = new ArrayList<>();
            for (int image = 0; image < batch; image++) {
                results.add(state.result(image, logits[image], meter.of(image)));
            }
            return results;
        }
    }

    /** Σ over layers of weight · class token's output (the paper's mean-field combination). */
    private Tensor representation(Tensor images, HaltingState state, Scores scores, MacMeter meter) {
        Tensor x = weights.embedding.apply(images, meter); // [B·N, D]
        Tensor sum = torch.zeros_like(x.narrow(0, 0, images.size(0))); // [B, D]
        for (int layer = 1; layer <= architecture.blocks() && state.rows().total() > 0; layer++) {
            Rows rows = state.rows();
            apply(weights.blocks.get(layer - 1), x, rows, meter);
            float[] h = layer < architecture.blocks() ? scores.of(x, layer, state) : new float[0]; // [R]
            long[] kept = state.advance(layer, h);
            addClassTokens(sum, x, rows, state);
            x = compact(x, kept); // [R of the next layer, D]
        }
        return sum;
    }

    /** As many images at once as the products like best, in place. */
    private void apply(Block block, Tensor x, Rows rows, MacMeter meter) {
        for (Rows.Part part : rows.parts(weights.products().rowsTogether())) {
            try (Tensor own = x.narrow(0, part.start(), part.rows().total())) { // [R of the part, D]
                block.applyInPlace(own, part.rows(), meter);
            }
        }
    }

    /** h = σ(γ·x₀ − β), x₀ the first neuron of each row (the paper's halting score). On the Java side: it is one number a row. */
    private static float[] gate(Tensor x, float scale, float center) {
        try (Tensor firstNeurons = x.select(1, 0)) { // [R]
            float[] h = Host.floats(firstNeurons);
            for (int row = 0; row < h.length; row++) {
                h[row] = (float) (1 / (1 + Math.exp(center - scale * h[row])));
            }
            return h;
        }
    }

    private static void addClassTokens(Tensor sum, Tensor x, Rows rows, HaltingState state) {
        try (PointerScope scope = new PointerScope()) {
            for (int image = 0; image < rows.images(); image++) {
                float weight = state.classWeight(image);
                if (weight != 0) {
                    Tensor classToken = x.select(0, rows.start(image)); // [D]
                    sum.select(0, image).add_(classToken, new Scalar(weight));
                }
            }
        }
    }

    private Tensor compact(Tensor x, long[] kept) {
        if (kept.length == x.size(0)) {
            return x;
        }
        try (x;
                LongPointer rows = new LongPointer(kept);
                TensorOptions options = new TensorOptions(ScalarType.Long);
                Tensor onHost = torch.from_blob(rows, new long[] {kept.length}, options); // [R], a view of rows
                Tensor index = onHost.to(weights.device(), ScalarType.Long)) {
            return x.index_select(0, index);
        }
    }

    /**
     * The plain forward pass of the same weights: no token halts, the class token's last output is the representation.
     *
     * @param images as for {@link #halting}
     * @return B results, in order
     */
    public List<DenseResult> dense(Tensor images) {
        if (onDevice.isPresent()) {
            return onDevice.get().dense(images);
        }
        int batch = (int) images.size(0);
        int tokens = weights.embedding.shown(images).tokens();
        MacMeter meter = new MacMeter(batch);
        Rows rows = Rows.even(batch, tokens);
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Tensor x = weights.embedding.apply(images, meter); // [B·N, D]
            for (Block block : weights.blocks) {
                apply(block, x, rows, meter);
            }
            Tensor perImage = x.view(batch, tokens, architecture.width()); // [B, N, D]
            float[][] logits = weights.classify(perImage.select(1, 0), meter); // [B][C]
            List<DenseResult> results = new ArrayList<>();
            for (int image = 0; image < batch; image++) {
                results.add(new DenseResult(logits[image], meter.of(image)));
            }
            return results;
        }
    }

    /**
     * The dense forward pass with rows or layers left out by a rule that was not learned.
     *
     * @param image [1, 3, S, S], else as for {@link #halting}
     */
    public PrunedResult pruned(Tensor image, Pruning pruning) {
        PrunedPass pass = new PrunedPass(weights, architecture, pruning);
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            float[][] logits = weights.classify(pass.classToken(image), pass.meter()); // [1][C]
            return new PrunedResult(logits[0], pass.activeTokens(), pass.meter().of(0));
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
