package dev.avitstreams.inference.training.loss;

import dev.avitstreams.inference.training.network.HaltingTrace;
import org.bytedeco.pytorch.Tensor;

/** Says over which layers halting should be spread (the paper's distributional prior). */
@FunctionalInterface
public interface HaltingPrior {

    /** @return [] how far the trace is from it, in the caller's scope */
    Tensor distance(HaltingTrace trace);
}
