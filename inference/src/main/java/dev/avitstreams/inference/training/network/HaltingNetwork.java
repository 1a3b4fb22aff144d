package dev.avitstreams.inference.training.network;

import dev.avitstreams.inference.halting.PositionGrid;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A-ViT as it is trained (Yin et al., 2022): the same numbers as {@link dev.avitstreams.inference.halting.AVit}, with
 * halted tokens masked instead of dropped. Weights, remainders and scores have gradients; the decision to halt has one
 * only with a drop width above 0.
 */
public final class HaltingNetwork {
    private final Architecture architecture;
    private final Gate gate;
    private final float threshold;
    private final Parameters parameters;
    private final HaltedRows haltedRows;
    private final double dropWidth;
    private final List<TrainingBlock> blocks = new ArrayList<>();

    /**
     * @param threshold τ in (0, 1]
     * @param parameters the caller's; must outlive this network
     * @param dropWidth w in scores: how far from τ the task loss still reaches a token's score; 0 as in the paper, where
     *     it does not
     */
    public HaltingNetwork(
            Architecture architecture,
            Gate gate,
            float threshold,
            Parameters parameters,
            Precision precision,
            double dropWidth) {
        this(architecture, gate, threshold, parameters, precision, dropWidth, HaltedRows.LEFT_ALONE);
    }

    HaltingNetwork(
            Architecture architecture,
            Gate gate,
            float threshold,
            Parameters parameters,
            Precision precision,
            double dropWidth,
            HaltedRows haltedRows) {
        this.architecture = architecture;
        this.gate = gate;
        this.threshold = threshold;
        this.parameters = parameters;
        this.dropWidth = dropWidth;
        this.haltedRows = haltedRows;
        for (int block = 0; block < architecture.blocks(); block++) {
            blocks.add(new TrainingBlock(architecture, parameters, "blocks." + block + ".", precision, haltedRows));
        }
    }

    /**
     * @param images [B, 3, S, S] f32, normalised, contiguous; S may be less than the model's, by whole patches: N is then less
     *     too
     * @return in the caller's scope
     */
    public HaltingTrace forward(Tensor images) {
        Tensor x = embed(images); // [B, N, D]
        HaltingMask mask = new HaltingMask(images.size(0), x.size(1), threshold, dropWidth);
        List<Tensor> scores = new ArrayList<>();
        List<Tensor> arguments = new ArrayList<>();
        List<Tensor> actives = new ArrayList<>();
        Tensor representation = torch.zeros(images.size(0), architecture.width()); // [B, D]
        for (int layer = 1; layer <= architecture.blocks(); layer++) {
            Tensor active = mask.active(); // [B, N]
            x = blocks.get(layer - 1).apply(haltedRows.entering(x, active), active, mask.keys()); // [B, N, D]
            Tensor argument = gateArgument(x); // [B, N]
            Tensor h = argument.sigmoid(); // [B, N], the paper's halting score
            arguments.add(argument);
            scores.add(h);
            actives.add(active);
            Tensor weight = mask.advance(layer == architecture.blocks() ? torch.ones_like(h) : h); // [B, N]
            Tensor classWeight = weight.narrow(1, 0, 1); // [B, 1]
            representation = representation.add(x.select(1, 0).mul(classWeight)); // [B, D], mean-field combination
        }
        return new HaltingTrace(classify(representation), scores, arguments, actives, mask.ponder());
    }

    /**
     * No token halts, the class token's last output is the representation.
     *
     * @param images as for {@link #forward}
     * @param withAttention whether to look at the class token's attention too, which costs another product a layer
     * @return in the caller's scope
     */
    public DenseTrace dense(Tensor images, boolean withAttention) {
        Tensor x = embed(images); // [B, N, D]
        Tensor active = torch.ones(images.size(0), x.size(1)); // [B, N]
        List<Tensor> attention = new ArrayList<>();
        for (TrainingBlock block : blocks) {
            if (withAttention) {
                attention.add(block.classAttention(x, active));
            }
            x = block.apply(x, active, active); // [B, N, D]
        }
        return new DenseTrace(classify(x.select(1, 0)), attention);
    }

    /** γ·x₀ − β. */
    private Tensor gateArgument(Tensor x) {
        return x.select(2, 0).mul(new Scalar(gate.scale())).sub(new Scalar(gate.center())); // [B, N]
    }

    private Tensor embed(Tensor images) {
        long batch = images.size(0);
        int grid = gridOf(images);
        long side = architecture.patchSide();
        long width = architecture.width();
        Tensor cut = images.view(batch, 3, grid, side, grid, side)
                .permute(0, 2, 4, 1, 3, 5) // [B, grid, grid, 3, p, p]
                .reshape(batch, (long) grid * grid, architecture.patchValues()); // [B, N−1, 3p²]
        Tensor kernel = parameters.get("patch_embed.proj.weight").view(width, architecture.patchValues()); // [D, 3p²]
        Tensor patches = Layers.linear(cut, kernel, parameters.get("patch_embed.proj.bias")); // [B, N−1, D]
        Tensor classToken = parameters.get("cls_token").expand(batch, 1, width); // [B, 1, D]
        return torch.cat(new TensorVector(classToken, patches), 1).add(positions(grid)); // [B, N, D]
    }

    private int gridOf(Tensor images) {
        int shown = (int) images.size(2);
        if (shown != architecture.imageSide()) {
            architecture.requireSmaller("the images' side", shown);
        }
        return architecture.atSide(shown).grid();
    }

    /** [1, N, D] */
    private Tensor positions(int grid) {
        Tensor learned = parameters.get("pos_embed");
        return grid == architecture.grid() ? learned : PositionGrid.interpolated(learned, architecture.grid(), grid);
    }

    private Tensor classify(Tensor representation) {
        Tensor normed = Layers.norm(representation, parameters, "norm"); // [B, D]
        return Layers.linear(normed, parameters, "head"); // [B, C]
    }
}
