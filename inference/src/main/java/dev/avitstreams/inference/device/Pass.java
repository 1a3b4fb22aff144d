package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.halting.PrunedResult;
import dev.avitstreams.inference.halting.Pruning;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A way through the network: what is served, or what it is compared with. Called by many threads at once. */
@FunctionalInterface
public interface Pass {

    /**
     * The side to which images are shrunk for it.
     *
     * @param own the model's, pixels
     */
    default int imageSide(int own) {
        return own;
    }

    /**
     * @param pixels [B, 3, S, S] f32, normalised, of the side it asks for, on the model's device; the caller keeps it
     * @return B results, in order
     */
    List<HaltingResult> run(AVit model, Tensor pixels);

    /** Tokens halt as at this operating point. */
    static Pass halting(OperatingPoint point, Completeness depths) {
        HaltingRule rule = HaltingRule.of(point, depths);
        return new Pass() {
            @Override
            public int imageSide(int own) {
                return point.imageSide().orElse(own);
            }

            @Override
            public List<HaltingResult> run(AVit model, Tensor pixels) {
                return model.halting(pixels, rule);
            }
        };
    }

    /** No token halts. */
    static Pass dense() {
        return (model, pixels) -> model.dense(pixels).stream()
                .map(result -> ofDense(result, model.architecture()))
                .toList();
    }

    private static HaltingResult ofDense(DenseResult result, Architecture architecture) {
        byte[] depths = new byte[architecture.tokens()];
        Arrays.fill(depths, (byte) architecture.blocks());
        int[] active = new int[architecture.blocks()];
        Arrays.fill(active, architecture.tokens());
        return new HaltingResult(result.logits(), depths, active, result.macs(), Completeness.COMPLETE);
    }

    /** The dense pass with layers or tokens left out. Which patches those were is not told: depths are in falling order. */
    static Pass pruned(Pruning pruning) {
        return (model, pixels) -> {
            List<HaltingResult> results = new ArrayList<>();
            for (long image = 0; image < pixels.size(0); image++) {
                try (Tensor one = pixels.narrow(0, image, 1)) { // [1, 3, S, S]
                    results.add(ofPruned(model.pruned(one, pruning), model.architecture()));
                }
            }
            return results;
        };
    }

    private static HaltingResult ofPruned(PrunedResult result, Architecture architecture) {
        byte[] depths = new byte[architecture.tokens()];
        for (int tokens : result.activeTokens()) {
            for (int token = 0; token < tokens; token++) {
                depths[token]++;
            }
        }
        return new HaltingResult(result.logits(), depths, result.activeTokens(), result.macs(), Completeness.COMPLETE);
    }
}
