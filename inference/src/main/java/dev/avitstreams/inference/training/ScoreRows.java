package dev.avitstreams.inference.training;

import dev.avitstreams.inference.training.network.Parameters;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The weights that write neuron 0, which carries the halting score: the first row of each block's two output maps. */
final class ScoreRows {
    private ScoreRows() {}

    /** Takes the gradient off everything else. */
    static void keepOnly(Parameters parameters) {
        try (NoGradGuard guard = new NoGradGuard()) {
            parameters.all().forEach((name, parameter) -> {
                try (PointerScope scope = new PointerScope()) {
                    Tensor gradient = parameter.mutable_grad();
                    if (gradient.defined()) {
                        if (writesResidual(name)) {
                            gradient.narrow(0, 1, gradient.size(0) - 1).zero_();
                        } else {
                            gradient.reset();
                        }
                    }
                }
            });
        }
    }

    /** Whether the first row of this parameter writes neuron 0. */
    static boolean writesResidual(String name) {
        return name.startsWith("blocks.") && (name.contains(".attn.proj.") || name.contains(".mlp.fc2."));
    }
}
