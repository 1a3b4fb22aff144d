package dev.avitstreams.inference.importing;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads a vision transformer's sizes off the shapes of its weights. */
final class ArchitectureOfWeights {
    /** Width of a head in every DeiT and ViT that is published. */
    private static final int USUAL_HEAD_WIDTH = 64;

    private ArchitectureOfWeights() {}

    /**
     * @param heads H, which no shape tells; by default heads are 64 wide
     * @throws ModelException if these are no weights of such a network
     */
    static Architecture of(Map<String, ForeignTensor> weights, OptionalInt heads) {
        if (weights.containsKey("dist_token")) {
            throw new ModelException("The checkpoint is a distilled DeiT, with a second token for the teacher: that is"
                    + " another architecture. Import the plain one.");
        }
        List<Long> kernel = shape(weights, "patch_embed.proj.weight", 4);
        List<Long> positions = shape(weights, "pos_embed", 3);
        long grid = Math.round(Math.sqrt(positions.get(1) - 1));
        if (grid * grid + 1 != positions.get(1)) {
            throw new ModelException("The checkpoint has " + positions.get(1)
                    + " positions, expected a square grid of patches and one class token.");
        }
        int blocks = 0;
        while (weights.containsKey("blocks." + blocks + ".norm1.weight")) {
            blocks++;
        }
        int width = Math.toIntExact(kernel.get(0));
        int patchSide = Math.toIntExact(kernel.get(2));
        try {
            return new Architecture(
                    Math.toIntExact(grid * patchSide),
                    patchSide,
                    width,
                    heads.orElse(Math.max(1, width / USUAL_HEAD_WIDTH)),
                    blocks,
                    Math.toIntExact(shape(weights, "blocks.0.mlp.fc1.weight", 2).get(0)),
                    Math.toIntExact(shape(weights, "head.weight", 2).get(0)));
        } catch (IllegalArgumentException e) {
            throw new ModelException("The checkpoint's sizes make no model: " + e.getMessage() + ".", e);
        }
    }

    private static List<Long> shape(Map<String, ForeignTensor> weights, String name, int dimensions) {
        ForeignTensor tensor = weights.get(name);
        if (tensor == null || tensor.shape().size() != dimensions) {
            throw new ModelException("The checkpoint has no tensor '" + name + "' of " + dimensions
                    + " dimensions, so it is no vision transformer with timm's names (DeiT, ViT, A-ViT).");
        }
        return tensor.shape();
    }
}
