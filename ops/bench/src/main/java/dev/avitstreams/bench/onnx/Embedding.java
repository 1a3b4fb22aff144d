package dev.avitstreams.bench.onnx;

import dev.avitstreams.bench.ModelWeights;
import dev.avitstreams.inference.model.Architecture;
import java.util.List;

/** From an image to its tokens. What does not depend on the image is added up beforehand. P = N − 1 patches. */
record Embedding(ModelWeights weights) {

    /**
     * @param image [1, 3, S, S]
     * @return [1, N, D], the class token first
     */
    String apply(OnnxGraph graph, String image) {
        Architecture a = weights.architecture();
        int width = a.width();
        long side = a.patchSide();
        String kernel = graph.floats(weights.get("patch_embed.proj.weight"), width, 3, side, side);
        String cut = graph.node(
                "Conv",
                List.of(image, kernel),
                Attribute.of("kernel_shape", side, side),
                Attribute.of("strides", side, side)); // [1, D, grid, grid]
        String flat = graph.node("Reshape", List.of(cut, graph.longs(1, width, a.patches()))); // [1, D, P]
        String rows = graph.node("Transpose", List.of(flat), Attribute.of("perm", 0, 2, 1)); // [1, P, D]
        String placed = graph.node("Add", List.of(rows, graph.floats(patchTerms(), 1, a.patches(), width)));
        String classToken = graph.floats(classTerms(), 1, 1, width);
        return graph.node("Concat", List.of(classToken, placed), Attribute.of("axis", 1));
    }

    /** Position and bias of each patch. @return [P · D] */
    private float[] patchTerms() {
        float[] positions = weights.get("pos_embed"); // [N · D]
        float[] bias = weights.get("patch_embed.proj.bias"); // [D]
        float[] terms = new float[positions.length - bias.length];
        for (int index = 0; index < terms.length; index++) {
            terms[index] = positions[bias.length + index] + bias[index % bias.length];
        }
        return terms;
    }

    /** The class token at its position. @return [D] */
    private float[] classTerms() {
        float[] positions = weights.get("pos_embed"); // [N · D]
        float[] token = weights.get("cls_token"); // [D]
        for (int index = 0; index < token.length; index++) {
            token[index] += positions[index];
        }
        return token;
    }
}
