package dev.avitstreams.inference.training.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.model.SafetensorsWriter;
import dev.avitstreams.inference.training.network.Parameters;
import dev.avitstreams.inference.training.schedule.PonderControl;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the newest checkpoint of a training. The tensors are written under a name of their own first; then {@code
 * checkpoint.json}, which names them, is replaced in one move. A process killed at any moment leaves the checkpoint before
 * or the one after. One thread, one process at a time.
 */
public final class CheckpointFolder {
    private static final String STATE = "checkpoint.json";
    private static final String TENSORS = "tensors-";
    private static final String ENDING = ".safetensors";
    private static final String WEIGHTS = "weights/";
    private static final String AVERAGE = "average/";
    private static final String FIRST = "first/";
    private static final String SECOND = "second/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    private record State(long step, PonderControl.State ponder, String tensors) {}

    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** The newest checkpoint, if there is one; the caller owns it. */
    public Optional<Checkpoint> newest() throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        State state = JSON.readValue(file.toFile(), State.class);
        Safetensors tensors = Safetensors.open(folder.resolve(state.tensors()));
        List<String> names = tensors.tensors().keySet().stream()
                .filter(name -> name.startsWith(WEIGHTS))
                .map(name -> name.substring(WEIGHTS.length()))
                .toList();
        return Optional.of(new Checkpoint(
                state.step(),
                state.ponder(),
                Parameters.read(tensors, WEIGHTS, names),
                Parameters.read(tensors, AVERAGE, names),
                Parameters.read(tensors, FIRST, names),
                Parameters.read(tensors, SECOND, names)));
    }

    /** Makes this the newest checkpoint, and removes the one before. */
    public void save(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        String tensors = TENSORS + checkpoint.step() + ENDING;
        SafetensorsWriter writer = new SafetensorsWriter();
        checkpoint.weights().addTo(writer, WEIGHTS);
        checkpoint.average().addTo(writer, AVERAGE);
        checkpoint.firstMoments().addTo(writer, FIRST);
        checkpoint.secondMoments().addTo(writer, SECOND);
        writer.write(folder.resolve(tensors));
        Path next = folder.resolve(STATE + ".part");
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(next.toFile(), new State(checkpoint.step(), checkpoint.ponder(), tensors));
        Files.move(next, folder.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        removeAllBut(tensors);
    }

    private void removeAllBut(String kept) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TENSORS + "*")) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(kept)) {
                    Files.delete(file);
                }
            }
        }
    }
}
