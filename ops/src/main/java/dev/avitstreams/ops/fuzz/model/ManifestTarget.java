package dev.avitstreams.ops.fuzz.model;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.fuzz.FuzzTarget;
import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.TextEdits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The description of a model, in a folder that has nothing else: what is sound is refused for its missing labels. */
public final class ManifestTarget implements FuzzTarget {
    private static final String MANIFEST = """
            {"formatVersion": 1, "name": "small", "version": "1",
             "architecture": {"imageSide": 32, "patchSide": 8, "width": 32, "heads": 2, "blocks": 6,
                              "mlpHidden": 128, "classes": 3},
             "gate": {"scale": 5.0, "center": 10.0},
             "normalisation": {"mean": [0.485, 0.456, 0.406], "standardDeviation": [0.229, 0.224, 0.225]},
             "labels": "labels.txt",
             "weights": {"file": "weights.safetensors", "sha256": "%s"},
             "operatingPoints": [{"name": "default", "threshold": 0.99, "gateShift": 0.0}],
             "training": {"startedFrom": "random weights", "recipe": "none"},
             "measurements": [{"images": "some", "imageCount": 10, "operatingPoint": "default", "top1": 0.5,
                               "denseTop1": 0.6, "gmacs": 1.0, "meanDepth": 6.5}]}
            """.formatted("0".repeat(64));

    private final ScratchFile file = new ScratchFile(ModelFolder.MANIFEST);

    @Override
    public byte[] input(SplittableRandom random) {
        return random.nextInt(5) == 0
                ? ByteEdits.damage(MANIFEST.getBytes(StandardCharsets.UTF_8), random)
                : TextEdits.edited(MANIFEST, random).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String read(byte[] input) throws IOException {
        try {
            ModelFolder unused = ModelFolder.open(file.folderHolding(input));
            return "accepted";
        } catch (ModelException e) {
            return String.valueOf(e.getMessage()).contains("not in the folder") ? "read" : "refused";
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
