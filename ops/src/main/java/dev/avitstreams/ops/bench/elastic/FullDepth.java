package dev.avitstreams.ops.bench.elastic;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A model at full depth, where no token halts. It is no operating point of a model that learned to halt, which computes more
 * there and is right less often; but it is what halting is to be compared with.
 */
final class FullDepth {
    /** No score comes near any threshold. */
    private static final double SHIFT = -1000;

    private static final JsonMapper JSON = new JsonMapper();

    private FullDepth() {}

    /** @return a copy of the model in this folder, with one point more */
    static Path copy(ModelFolder model, Path folder) throws IOException {
        ModelManifest manifest = model.manifest();
        for (String file : List.of(manifest.labels(), manifest.weights().file())) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(model.path().resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
        ObjectNode described = (ObjectNode)
                JSON.readTree(model.path().resolve(ModelFolder.MANIFEST).toFile());
        described
                .withArray("operatingPoints")
                .addObject()
                .put("name", LivePlan.DENSE)
                .put("threshold", 1)
                .put("gateShift", SHIFT);
        JSON.writeValue(folder.resolve(ModelFolder.MANIFEST).toFile(), described);
        return folder;
    }
}
