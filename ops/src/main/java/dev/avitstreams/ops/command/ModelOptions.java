package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model, and where it runs. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder with model.json and its weights. Default: the bundled model.")
    private @Nullable Path folder;

    @Option(names = "--point", paramLabel = "NAME", description = "Operating point of the model. Default: its first.")
    private @Nullable String point;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            description = "Where the model runs. Default: auto, which takes a CUDA device if there is one.")
    private DevicePreference device = DevicePreference.AUTO;

    @Option(
            names = "--precision",
            paramLabel = "f32|bf16|f16|int8",
            description =
                    "What the weights are multiplied in; bf16 on a CPU with AMX only, int8 on a CPU only, f16 on a GPU"
                            + " only. Default: f32.")
    private OperatorPrecision precision = OperatorPrecision.F32;

    ModelFolder open() {
        return ModelFolder.open(folder == null ? ModelHome.bundled() : folder);
    }

    OperatingPoint point(ModelFolder model) {
        return point == null ? model.defaultOperatingPoint() : model.operatingPoint(point);
    }

    /** @param workers images at once on a CPU */
    BackendOptions backend(int workers) {
        return new BackendOptions(device, workers, Completeness.COMPLETE, precision);
    }
}
