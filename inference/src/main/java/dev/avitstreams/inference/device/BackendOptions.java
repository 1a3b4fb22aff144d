package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;

/**
 * How to run a model.
 *
 * @param workers images computed at once on a CPU, one thread each; a GPU takes no notice
 * @param depthMaps {@code EARLY_EXIT} drops an image's rows once its class token has halted: faster, same logits, but
 *     depths are then "at least"
 * @param precision of the weights' products
 */
public record BackendOptions(
        DevicePreference device, int workers, Completeness depthMaps, OperatorPrecision precision) {

    private static final int MAX_WORKERS = 1024;

    public BackendOptions {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers is " + workers + ", must be 1 to " + MAX_WORKERS);
        }
    }

    /** Any device, one worker a core, complete depth maps. */
    public static BackendOptions defaults() {
        return new BackendOptions(
                DevicePreference.AUTO,
                Runtime.getRuntime().availableProcessors(),
                Completeness.COMPLETE,
                OperatorPrecision.F32);
    }
}
