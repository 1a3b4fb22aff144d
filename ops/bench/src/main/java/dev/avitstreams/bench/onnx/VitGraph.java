package dev.avitstreams.bench.onnx;

import dev.avitstreams.bench.ModelWeights;
import dev.avitstreams.inference.model.Architecture;
import java.util.List;

/**
 * The vision transformer as an ONNX graph for one image, in the fused operators of ONNX Runtime. D width, L blocks, M
 * hidden width, n rows present.
 *
 * <p>A ragged graph drops rows: after layer l &lt; L it keeps those that its input {@code keep_l} names. Either kind
 * drops all but the class token after the last layer.
 */
final class VitGraph {
    static final String IMAGE = "image"; // [1, 3, S, S]
    static final String LOGITS = "logits"; // [1, 1, C]

    private static final float EPSILON = 1e-6f;

    private final ModelWeights weights;
    private final Architecture architecture;
    private final Arithmetic arithmetic;
    private final boolean ragged;
    private final OnnxGraph graph = new OnnxGraph();

    /**
     * Between two halves of a block.
     *
     * @param x [1, n, D] the residual stream
     * @param normed [1, n, D] that stream, normalised for what comes next
     */
    private record Tokens(String x, String normed) {}

    private VitGraph(ModelWeights weights, Arithmetic arithmetic, boolean ragged) {
        this.weights = weights;
        this.architecture = weights.architecture();
        this.arithmetic = arithmetic;
        this.ragged = ragged;
    }

    static OnnxGraph dense(ModelWeights weights, Arithmetic arithmetic) {
        return new VitGraph(weights, arithmetic, false).build();
    }

    static OnnxGraph ragged(ModelWeights weights) {
        return new VitGraph(weights, Arithmetic.FLOAT, true).build();
    }

    /** The input naming the rows that stay after a layer, 1 to L − 1: i64 [n], places among the rows before. */
    static String keep(int layer) {
        return "keep_" + layer;
    }

    private OnnxGraph build() {
        int side = architecture.imageSide();
        int classes = architecture.classes();
        graph.input(IMAGE, ElementType.FLOAT, 1, 3, side, side);
        for (int layer = 1; ragged && layer < architecture.blocks(); layer++) {
            graph.input(keep(layer), ElementType.INT64, "n_" + layer);
        }
        graph.output(LOGITS, ElementType.FLOAT, 1, 1, classes);

        Tokens tokens = embedded();
        for (int layer = 1; layer <= architecture.blocks(); layer++) {
            tokens = block(tokens, layer);
        }
        String product = product(tokens.normed, "head", classes); // [1, 1, C]
        graph.node("Add", List.of(product, floats("head.bias")), List.of(LOGITS));
        return graph;
    }

    private Tokens embedded() {
        String x = new Embedding(weights).apply(graph, IMAGE); // [1, N, D]
        String norm = prefix(1) + "norm1";
        String normed = graph.node(
                "LayerNormalization",
                List.of(x, floats(norm + ".weight"), floats(norm + ".bias")),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", EPSILON));
        return new Tokens(x, normed);
    }

    private Tokens block(Tokens in, int layer) {
        String block = prefix(layer);
        int width = architecture.width();
        String mixed = attention(in.normed, block + "attn.qkv");
        String projected = product(mixed, block + "attn.proj", width);
        Tokens between = add(in.x, projected, block + "attn.proj.bias", block + "norm2");

        String wide = product(between.normed, block + "mlp.fc1", architecture.mlpHidden()); // [1, n, M]
        String hidden = graph.microsoft("BiasGelu", List.of(wide, floats(block + "mlp.fc1.bias"))); // [1, n, M]
        String narrow = product(hidden, block + "mlp.fc2", width);

        boolean last = layer == architecture.blocks();
        String bias = block + "mlp.fc2.bias";
        if (last) {
            String classToken = graph.longs(0);
            return add(rows(between.x, classToken), rows(narrow, classToken), bias, "norm");
        }
        String norm = prefix(layer + 1) + "norm1";
        return ragged
                ? add(rows(between.x, keep(layer)), rows(narrow, keep(layer)), bias, norm)
                : add(between.x, narrow, bias, norm);
    }

    /** x + y + bias, and that normalised, in one operator. */
    private Tokens add(String x, String y, String bias, String norm) {
        Tokens sum = new Tokens(graph.fresh(), graph.fresh());
        graph.microsoft(
                "SkipLayerNormalization",
                List.of(x, y, floats(norm + ".weight"), floats(norm + ".bias"), floats(bias)),
                List.of(sum.normed, OnnxGraph.NONE, OnnxGraph.NONE, sum.x),
                Attribute.of("epsilon", EPSILON));
        return sum;
    }

    private String rows(String x, String indices) {
        return graph.node("Gather", List.of(x, indices), Attribute.of("axis", 1));
    }

    private String product(String x, String layer, int out) {
        return arithmetic.product(graph, x, weights.transposed(layer + ".weight", out), out);
    }

    private String attention(String x, String layer) {
        float[] weight = weights.transposed(layer + ".weight", 3 * architecture.width());
        return arithmetic.attention(graph, x, weight, weights.get(layer + ".bias"), architecture.heads());
    }

    /** A parameter that is a vector. */
    private String floats(String name) {
        float[] values = weights.get(name);
        return graph.floats(values, values.length);
    }

    private static String prefix(int layer) {
        return "blocks." + (layer - 1) + ".";
    }
}
