package dev.avitstreams.bench.onnx;

import dev.avitstreams.bench.ContenderException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which rows stay after each layer, told by how deep each token goes. */
final class KeptRows {
    private KeptRows() {}

    /**
     * @param depths [N], the class token first; a token of depth d takes part in layers 1 to d
     * @param layers L
     * @return [L − 1] for each layer but the last, the places of the rows that stay among the rows it computed
     */
    static List<long[]> of(byte[] depths, int layers) throws ContenderException {
        if (depths[0] != layers) {
            throw new ContenderException("a schedule ends its class token after layer " + depths[0]
                    + "; the graph reads it after the last, " + layers);
        }
        List<long[]> kept = new ArrayList<>();
        int[] present = IntStream.range(0, depths.length).toArray();
        for (int layer = 1; layer < layers; layer++) {
            int[] before = present;
            int after = layer;
            int[] places = IntStream.range(0, before.length)
                    .filter(place -> depths[before[place]] > after)
                    .toArray();
            kept.add(IntStream.of(places).asLongStream().toArray());
            present = IntStream.of(places).map(place -> before[place]).toArray();
        }
        return kept;
    }
}
