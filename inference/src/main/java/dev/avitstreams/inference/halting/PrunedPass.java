package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.model.Architecture;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The dense forward pass of one image in which a {@link Pruning} drops rows or layers. */
final class PrunedPass {
    private static final int STAGES = 4;

    private final Weights weights;
    private final Architecture architecture;
    private final Pruning pruning;
    private final MacMeter meter = new MacMeter(1);
    private final int[] activeTokens; // [L]

    PrunedPass(Weights weights, Architecture architecture, Pruning pruning) {
        this.weights = weights;
        this.architecture = architecture;
        this.pruning = pruning;
        this.activeTokens = new int[architecture.blocks()];
    }

    MacMeter meter() {
        return meter;
    }

    /** [L] tokens computed in each layer, 0 in one that was left out. */
    int[] activeTokens() {
        return activeTokens;
    }

    /**
     * @param image [1, 3, S, S]
     * @return [1, D] the class token's last output, in the caller's scope
     */
    Tensor classToken(Tensor image) {
        Tensor x = weights.embedding.apply(image, meter); // [N, D]
        for (int layer = firstLayer(); layer <= architecture.blocks(); layer++) {
            x = advance(x, layer);
        }
        return x.narrow(0, 0, 1);
    }

    private int firstLayer() {
        return pruning instanceof Pruning.EarlyLayers early ? Math.min(early.count(), architecture.blocks()) + 1 : 1;
    }

    /** @return [n of the next layer, D] */
    private Tensor advance(Tensor x, int layer) {
        int tokens = (int) x.size(0);
        activeTokens[layer - 1] = tokens;
        Block block = weights.blocks.get(layer - 1);
        boolean stageEnds = layer < architecture.blocks() && layer * STAGES % architecture.blocks() == 0;
        double[] worth = stageEnds ? worth(block, x, layer) : new double[0];
        block.applyInPlace(x, Rows.even(1, tokens), meter);
        return worth.length == 0 ? x : keepBest(x, worth);
    }

    /** Of every patch, [n − 1]; empty where none is to be dropped. What it takes to know is no cost of the pass. */
    private double[] worth(Block block, Tensor x, int layer) {
        if (pruning instanceof Pruning.RandomTokens random) {
            long seed = random.seed() * architecture.blocks() + layer;
            return new SplittableRandom(seed).doubles(x.size(0) - 1).toArray();
        }
        return pruning instanceof Pruning.LeastAttended ? attention(block, x) : new double[0];
    }

    private double[] attention(Block block, Tensor x) {
        try (PointerScope scope = new PointerScope()) {
            Rows rows = Rows.even(1, (int) x.size(0));
            Tensor received = block.attention().ofFirst(block.norm1().apply(x), rows, new MacMeter(1)); // [n]
            float[] values = Host.floats(received);
            return IntStream.range(1, values.length)
                    .mapToDouble(row -> values[row])
                    .toArray();
        }
    }

    private Tensor keepBest(Tensor x, double[] worth) {
        long[] rows = rowsKept(worth, (int) Math.ceil(pruning.kept() * worth.length));
        return x.index_select(0, Tensor.create(rows, rows.length).to(weights.device(), ScalarType.Long));
    }

    /**
     * @param worth of every patch
     * @param kept patches of most worth that stay; of equals all
     * @return rows that stay, the class token's first
     */
    static long[] rowsKept(double[] worth, int kept) {
        double[] ascending = worth.clone();
        Arrays.sort(ascending);
        double least = ascending[worth.length - kept];
        return IntStream.range(0, worth.length + 1)
                .filter(row -> row == 0 || worth[row - 1] >= least)
                .mapToLong(row -> row)
                .toArray();
    }
}
