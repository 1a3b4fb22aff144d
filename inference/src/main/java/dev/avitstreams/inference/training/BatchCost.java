package dev.avitstreams.inference.training;

import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.training.network.HaltingTrace;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * What the halting of a batch would cost in the operator, mean over its images.
 *
 * @param gmacs multiply-accumulates an image, in 10⁹, every token followed to its end
 * @param meanDepth of all tokens, in layers
 * @param classDepth of the class token, in layers
 */
public record BatchCost(double gmacs, double meanDepth, double classDepth) {

    static BatchCost of(HaltingTrace trace, Architecture architecture) {
        int layers = trace.layers();
        int images = (int) trace.logits().size(0);
        int[][] active = new int[images][layers];
        double classTokens = 0;
        for (int layer = 0; layer < layers; layer++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor mask = trace.active().get(layer); // [B, N]
                float[] counts = new float[images];
                mask.sum(1).data_ptr_float().get(counts);
                for (int image = 0; image < images; image++) {
                    active[image][layer] = Math.round(counts[image]);
                }
                classTokens += mask.select(1, 0).sum().item_double();
            }
        }
        double macs = 0;
        double rows = 0;
        for (int[] counts : active) {
            macs += Macs.ofActive(architecture, counts);
            for (int count : counts) {
                rows += count;
            }
        }
        return new BatchCost(macs / images / 1e9, rows / images / architecture.tokens(), classTokens / images);
    }
}
