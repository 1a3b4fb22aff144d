package dev.avitstreams.bench.onnx;

import java.util.List;

/**
 * How a graph multiplies with weights. D width, H heads. Of the ways ONNX Runtime has to attend, each constant takes the
 * one that was measured to be its fastest.
 */
enum Arithmetic {
    FLOAT {
        @Override
        String product(OnnxGraph graph, String x, float[] weight, int out) {
            return graph.node("MatMul", List.of(x, graph.floats(weight, weight.length / out, out)));
        }

        @Override
        String attention(OnnxGraph graph, String x, float[] weight, float[] bias, int heads) {
            int out = bias.length;
            return graph.microsoft(
                    "Attention",
                    List.of(x, graph.floats(weight, weight.length / out, out), graph.floats(bias, out)),
                    Attribute.of("num_heads", heads));
        }
    },

    /** Weights in eight bits with a scale a column; inputs in eight bits with a scale found at run time. */
    INT8 {
        @Override
        String product(OnnxGraph graph, String x, float[] weight, int out) {
            Quantised quantised = Quantised.perColumn(weight, out);
            return graph.microsoft(
                    "DynamicQuantizeMatMul",
                    List.of(
                            x,
                            graph.bytes(quantised.values(), weight.length / out, out),
                            graph.floats(quantised.scales(), out)));
        }

        @Override
        String attention(OnnxGraph graph, String x, float[] weight, float[] bias, int heads) {
            int out = bias.length;
            Quantised quantised = Quantised.perColumn(weight, out);
            List<String> rows = List.of(graph.fresh(), graph.fresh(), graph.fresh()); // value, scale, zero
            graph.node("DynamicQuantizeLinear", List.of(x), rows);
            return graph.microsoft(
                    "QAttention",
                    List.of(
                            rows.get(0),
                            graph.bytes(quantised.values(), weight.length / out, out),
                            graph.floats(bias, out),
                            rows.get(1),
                            graph.floats(quantised.scales(), out),
                            OnnxGraph.NONE, // no mask
                            rows.get(2),
                            graph.bytes(new byte[out], out)), // symmetric: every zero is 0
                    Attribute.of("num_heads", heads));
        }
    };

    /**
     * A linear layer short of its bias.
     *
     * @param x [1, n, in]
     * @param weight [in, out]
     * @return [1, n, out]
     */
    abstract String product(OnnxGraph graph, String x, float[] weight, int out);

    /**
     * Multi-head self-attention short of the projection that follows it.
     *
     * @param x [1, n, D]
     * @param weight [D, 3D]
     * @param bias [3D]
     * @return [1, n, D]
     */
    abstract String attention(OnnxGraph graph, String x, float[] weight, float[] bias, int heads);
}
