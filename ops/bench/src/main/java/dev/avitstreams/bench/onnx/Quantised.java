package dev.avitstreams.bench.onnx;

/**
 * A weight in eight bits, symmetric: weight ≈ value · scale of its column.
 *
 * @param values [in, out], −127 to 127
 * @param scales [out], above 0
 */
record Quantised(byte[] values, float[] scales) {
    private static final float LARGEST = Byte.MAX_VALUE;

    /** @param weight [in, out] */
    static Quantised perColumn(float[] weight, int out) {
        float[] scales = new float[out];
        for (int index = 0; index < weight.length; index++) {
            scales[index % out] = Math.max(scales[index % out], Math.abs(weight[index]) / LARGEST);
        }
        for (int column = 0; column < out; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column]; // a column of zeros
        }
        byte[] values = new byte[weight.length];
        for (int index = 0; index < weight.length; index++) {
            values[index] = (byte) Math.round(weight[index] / scales[index % out]);
        }
        return new Quantised(values, scales);
    }
}
