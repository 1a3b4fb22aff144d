package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The packed rows of B images of N tokens and their halting ({@link HaltingState} has the rule), kept in tensors, so that a
 * GPU goes from layer to layer without the host waiting for it.
 *
 * <p>The invariant: rows that go on come first, image after image, tokens ascending; rows that have halted since the last
 * compaction come after all of them and belong to no image. So active rows are a packed batch at every moment, whose bounds
 * the device knows, and dropping the rest is to look at a shorter matrix. Values in rows of no image are undefined and reach
 * no other row.
 *
 * <p>Used by one thread, for one forward pass. Owns its tensors until closed.
 */
final class DeviceRows implements AutoCloseable {
    private final HaltingRule rule;
    private final int layers;
    private final int tokens; // N

    private Tensor x; // [R, D] f32
    private Tensor score; // [R] f32, c
    private Tensor token; // [R] i64, image · N + position
    private Tensor active; // [R] bool
    private Tensor offsets; // [B+1] i32, of the images' active rows

    private final Tensor depth; // [B·N] i32
    private final Tensor remainder; // [B] f32, R of the class token
    private final Tensor classActive; // [B] bool
    private final Tensor sum; // [B, D] f32, Σ weight · class token's output

    /** As of the last compaction; rows of no image are still counted as their image's, which pays for them. */
    private Rows allocated;

    /** @param embedded [B·N, D] f32; taken over */
    DeviceRows(Tensor embedded, int images, int tokens, int layers, HaltingRule rule) {
        this.rule = rule;
        this.layers = layers;
        this.tokens = tokens;
        this.allocated = Rows.even(images, tokens);
        long rows = allocated.total();
        try (PointerScope scope = new PointerScope()) {
            Device device = embedded.device();
            this.x = embedded.retainReference();
            this.score =
                    torch.zeros(new long[] {rows}, on(device, ScalarType.Float)).retainReference();
            this.token =
                    torch.arange(new Scalar(rows), on(device, ScalarType.Long)).retainReference();
            this.active =
                    torch.ones(new long[] {rows}, on(device, ScalarType.Bool)).retainReference();
            this.offsets = torch.arange(new Scalar(images + 1), on(device, ScalarType.Int))
                    .mul_(new Scalar(tokens))
                    .retainReference();
            this.depth =
                    torch.ones(new long[] {rows}, on(device, ScalarType.Int)).retainReference();
            this.remainder = torch.ones(new long[] {images}, on(device, ScalarType.Float))
                    .retainReference();
            this.classActive =
                    torch.ones(new long[] {images}, on(device, ScalarType.Bool)).retainReference();
            this.sum = torch.zeros_like(x.narrow(0, 0, images)).retainReference();
        }
    }

    private static TensorOptions on(Device device, ScalarType type) {
        return new TensorOptions(type).device(new DeviceOptional(device));
    }

    /** [R, D], to be advanced in place. */
    Tensor x() {
        return x;
    }

    /** [B+1] i32, on the device: where each image's active rows begin and end. */
    Tensor offsets() {
        return offsets;
    }

    /** No image has more active rows. */
    int longest() {
        int longest = 0;
        for (int count : allocated.counts()) {
            longest = Math.max(longest, count);
        }
        return longest;
    }

    /** The rows that are multiplied, active or not, by the image that had them when rows were last dropped. */
    Rows allocated() {
        return allocated;
    }

    /** [B, D] Σ over layers of weight · class token's output (the paper's mean-field combination). */
    Tensor sum() {
        return sum;
    }

    /**
     * Reads the scores of one layer off the rows and halts the tokens that have enough. The host does not wait.
     *
     * @param layer l, counted from 1
     */
    void advance(int layer, float scale, float center) {
        boolean last = layer == layers;
        try (PointerScope scope = new PointerScope()) {
            Tensor h = last ? torch.ones_like(score) : gate(scale, center); // [R]
            Tensor c = score.add(h); // [R]
            Tensor enough = last ? torch.ones_like(active) : c.ge(new Scalar(rule.threshold())); // [R]
            addClassTokens(h, enough);
            if (!last) {
                reorder(c, goesOn(enough));
            }
        }
    }

    /**
     * h = σ(γ·x₀ − β), x₀ the first neuron of each row (the paper's halting score). The sigmoid is taken in double precision,
     * as the host does: near 1, where tokens halt, single precision rounds it to 1 too early.
     *
     * @return [R] f32
     */
    private Tensor gate(float scale, float center) {
        Tensor firstNeurons = x.select(1, 0); // [R]
        Tensor argument = firstNeurons.mul(new Scalar(scale)).sub_(new Scalar(center)); // [R] f32
        return argument.to(ScalarType.Double).sigmoid_().to(ScalarType.Float);
    }

    /** An image's class token, while active, is the first of its rows. */
    private void addClassTokens(Tensor h, Tensor enough) {
        long images = allocated.images();
        Tensor first = offsets.narrow(0, 0, images) // [B]; of an image without rows any row, whose weight is 0 then
                .to(ScalarType.Long)
                .clamp_max_(new Scalar(x.size(0) - 1));
        Tensor classHalts = enough.index_select(0, first); // [B]
        Tensor classGate = h.index_select(0, first); // [B]
        Tensor weight = torch.where(classHalts, remainder, classGate); // [B]
        Tensor weighed = x.index_select(0, first).mul_(weight.unsqueeze(1)); // [B, D]
        sum.add_(weighed.masked_fill_(classActive.logical_not().unsqueeze(1), new Scalar(0))); // NaN · 0 is NaN
        remainder.sub_(classGate);
        classActive.logical_and_(classHalts.logical_not());
    }

    private Tensor goesOn(Tensor enough) {
        Tensor goesOn = active.logical_and(enough.logical_not()); // [R]
        return rule.depths() == Completeness.EARLY_EXIT
                ? goesOn.logical_and_(
                        classActive.index_select(0, image())) // nothing else can reach the logits any more
                : goesOn;
    }

    /** [R] i64, the image of each row's token. */
    private Tensor image() {
        return token.floor_divide(new Scalar(tokens));
    }

    /** Restores the invariant. */
    private void reorder(Tensor c, Tensor goesOn) {
        Tensor counted = goesOn.to(ScalarType.Int); // [R]
        depth.index_add_(0, token, counted); // a token's depth is one more than the layers it went on from
        Tensor counts = torch.zeros_like(offsets).index_add_(0, image().add_(new Scalar(1)), counted); // [B+1]
        boolean stable = true;
        Tensor order = goesOn.logical_not().to(ScalarType.Int).argsort(stable, 0, false); // [R] i64
        x = replace(x, old -> old.index_select(0, order));
        score = replace(score, old -> c.index_select(0, order));
        token = replace(token, old -> old.index_select(0, order));
        active = replace(active, old -> goesOn.index_select(0, order));
        offsets = replace(offsets, old -> counts.cumsum(0).to(ScalarType.Int));
    }

    /** Drops rows of no image. The host waits for the device to know how many are left. @return how many */
    int compact() {
        int[] bounds = Host.ints(offsets); // [B+1]
        int[] counts = new int[bounds.length - 1];
        for (int image = 0; image < counts.length; image++) {
            counts[image] = bounds[image + 1] - bounds[image];
        }
        allocated = new Rows(counts);
        long rows = allocated.total();
        x = replace(x, old -> old.narrow(0, 0, rows));
        score = replace(score, old -> old.narrow(0, 0, rows));
        token = replace(token, old -> old.narrow(0, 0, rows));
        active = replace(active, old -> old.narrow(0, 0, rows));
        return allocated.total();
    }

    /** Whatever scope the caller has: the new tensor is ours, the old one goes. */
    private static Tensor replace(Tensor old, UnaryOperator<Tensor> change) {
        try (old) {
            return change.apply(old).retainReference();
        }
    }

    /** Waits for the device. @return [B][N] layer in which each token halted, counted from 1 */
    byte[][] depths() {
        int[] all = Host.ints(depth);
        byte[][] depths = new byte[allocated.images()][tokens];
        for (int index = 0; index < all.length; index++) {
            depths[index / tokens][index % tokens] = (byte) all[index];
        }
        return depths;
    }

    @Override
    public void close() {
        for (Tensor tensor : new Tensor[] {x, score, token, active, offsets, depth, remainder, classActive, sum}) {
            tensor.close();
        }
    }
}
