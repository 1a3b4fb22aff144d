package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/**
 * The forward pass as a GPU likes it: the host waits after a few chosen blocks only, attention is one call for all images, and
 * what is known of each token stays on the device ({@link DeviceRows}). Gives what the pass on a CPU gives; ADR 0009 has the
 * reasons.
 *
 * <p>Nothing in it is CUDA's but the attention kernel. It runs on a CPU with {@link HostAttention}, which is how it is tested;
 * <b>it has not run on a GPU yet.</b>
 */
final class DevicePass {
    private final Weights weights;
    private final Architecture architecture;
    private final Gate gate;
    private final RaggedAttention attention;
    private final Compaction compaction;

    DevicePass(
            Weights weights, Architecture architecture, Gate gate, RaggedAttention attention, Compaction compaction) {
        this.weights = weights;
        this.architecture = architecture;
        this.gate = gate;
        this.attention = attention;
        this.compaction = compaction;
    }

    /** As {@link AVit#halting}; the multiply-accumulates include those of rows that had halted and were not dropped yet. */
    List<HaltingResult> halting(Tensor images, HaltingRule rule) {
        int batch = (int) images.size(0);
        MacMeter meter = new MacMeter(batch);
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope();
                DeviceRows rows = rows(images, rule, meter)) {
            run(rows, gate.center() - rule.gateShift(), meter);
            float[][] logits = weights.classify(rows.sum(), meter); // [B][C]
            byte[][] depths = rows.depths(); // [B][N]
            List<HaltingResult> results = new ArrayList<>();
            for (int image = 0; image < batch; image++) {
                int[] active = activeTokens(depths[image]);
                bookAttention(image, active, meter);
                results.add(new HaltingResult(logits[image], depths[image], active, meter.of(image), rule.depths()));
            }
            return results;
        }
    }

    private DeviceRows rows(Tensor images, HaltingRule rule, MacMeter meter) {
        Tensor embedded = weights.embedding.apply(images, meter); // [B·N, D]
        int batch = (int) images.size(0);
        int tokens = weights.embedding.shown(images).tokens();
        return new DeviceRows(embedded, batch, tokens, architecture.blocks(), rule);
    }

    private void run(DeviceRows rows, float center, MacMeter meter) {
        for (int layer = 1; layer <= architecture.blocks(); layer++) {
            Block block = weights.blocks.get(layer - 1);
            block.applyInPlace(rows.x(), rows.allocated(), meter, qkv -> mix(qkv, rows.offsets(), rows.longest()));
            rows.advance(layer, gate.scale(), center);
            if (compaction.follows(layer) && layer < architecture.blocks() && rows.compact() == 0) {
                return;
            }
        }
    }

    /**
     * @param qkv [R, 3D]
     * @return [R, D]
     */
    private Tensor mix(Tensor qkv, Tensor offsets, long longest) {
        long rows = qkv.size(0);
        Tensor split = qkv.view(rows, 3, architecture.heads(), architecture.headWidth()); // [R, 3, H, D/H]
        Tensor q = split.select(1, 0); // [R, H, D/H]
        Tensor k = split.select(1, 1); // [R, H, D/H]
        Tensor v = split.select(1, 2); // [R, H, D/H]
        return attention.apply(q, k, v, offsets, longest).reshape(rows, architecture.width()); // [R, D]
    }

    /** @return [L] tokens of the image that were active in each layer */
    private int[] activeTokens(byte[] depths) {
        int[] active = new int[architecture.blocks()];
        for (byte depth : depths) {
            for (int layer = 0; layer < depth; layer++) {
                active[layer]++;
            }
        }
        return active;
    }

    /** Attention computes active rows only; how many they were is known once the depths are. */
    private void bookAttention(int image, int[] active, MacMeter meter) {
        for (int tokens : active) {
            meter.attention(image, architecture.heads(), tokens, architecture.headWidth());
        }
    }

    /** As {@link AVit#dense}. */
    List<DenseResult> dense(Tensor images) {
        int batch = (int) images.size(0);
        int tokens = weights.embedding.shown(images).tokens();
        MacMeter meter = new MacMeter(batch);
        HaltingRule unused = new HaltingRule(1, 0, Completeness.COMPLETE);
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope();
                DeviceRows rows = rows(images, unused, meter)) {
            int[] active = new int[architecture.blocks()];
            Arrays.fill(active, tokens);
            for (Block block : weights.blocks) {
                block.applyInPlace(rows.x(), rows.allocated(), meter, qkv -> mix(qkv, rows.offsets(), tokens));
            }
            Tensor perImage = rows.x().view(batch, tokens, architecture.width()); // [B, N, D]
            float[][] logits = weights.classify(perImage.select(1, 0), meter); // [B][C]
            List<DenseResult> results = new ArrayList<>();
            for (int image = 0; image < batch; image++) {
                bookAttention(image, active, meter);
                results.add(new DenseResult(logits[image], meter.of(image)));
            }
            return results;
        }
    }
}
