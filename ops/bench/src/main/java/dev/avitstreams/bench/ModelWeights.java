package dev.avitstreams.bench;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ElementType;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.Safetensors;
import java.nio.ByteOrder;

/** The parameters of a model as Java arrays, under timm's names. Where they are f32, no native library is loaded. */
public record ModelWeights(Safetensors file, Architecture architecture) {

    public static ModelWeights of(ModelFolder folder) {
        return new ModelWeights(folder.weights(), folder.manifest().architecture());
    }

    /** All elements in order. */
    public float[] get(String name) {
        if (file.info(name).type() != ElementType.F32) {
            return file.floatArray(name);
        }
        float[] values = new float[(int) file.info(name).bytes() / Float.BYTES];
        file.bytes(name).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /**
     * A linear layer's weight for a product from the right.
     *
     * @param name of [out, in]
     * @param out rows in the file; what follows is seen as one dimension
     * @return [in, out]
     */
    public float[] transposed(String name, int out) {
        float[] rows = get(name);
        int in = rows.length / out;
        float[] columns = new float[rows.length];
        for (int row = 0; row < out; row++) {
            for (int column = 0; column < in; column++) {
                columns[column * out + row] = rows[row * in + column];
            }
        }
        return columns;
    }
}
