package dev.avitstreams.bench;

import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** The bundled model, a few random images, and what our own engine makes of them. */
public final class Trial {
    private static final int COUNT = 2;
    private static final long SEED = 7;

    private final Path folder;
    private final ModelFolder model = ModelFolder.open(repository().resolve("model"));
    private final float[] pixels; // [2 · 3 · S · S]

    public Trial(Path folder) throws IOException {
        this.folder = folder;
        int side = architecture().imageSide();
        Random random = new Random(SEED);
        this.pixels = new float[COUNT * 3 * side * side];
        for (int index = 0; index < pixels.length; index++) {
            pixels[index] = (float) random.nextGaussian();
        }
        ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(pixels);
        Files.write(folder.resolve("pixels"), bytes.array());
    }

    private static Path repository() {
        Path place = Path.of("").toAbsolutePath();
        while (place != null && !Files.exists(place.resolve("model/model.json"))) {
            place = place.getParent();
        }
        if (place == null) {
            throw new IllegalStateException("run the tests inside the repository");
        }
        return place;
    }

    public Architecture architecture() {
        return model.manifest().architecture();
    }

    public Job job() {
        return job(Optional.empty());
    }

    public Job job(List<byte[]> schedule) throws IOException {
        Path file = folder.resolve("schedule");
        try (var out = Files.newOutputStream(file)) {
            for (byte[] depths : schedule) {
                out.write(depths);
            }
        }
        return job(Optional.of(file));
    }

    private Job job(Optional<Path> schedule) {
        int workers = 2;
        return new Job(
                model.path(), folder.resolve("pixels"), COUNT, schedule, workers, folder, folder.resolve("logits"));
    }

    /** @return [2][N] depths from {@code least} to L, the class token's being L */
    public List<byte[]> schedule(int least) {
        Random random = new Random(SEED);
        List<byte[]> schedule = new ArrayList<>();
        for (int image = 0; image < COUNT; image++) {
            byte[] depths = new byte[architecture().tokens()];
            for (int token = 0; token < depths.length; token++) {
                depths[token] = (byte) random.nextInt(least, architecture().blocks() + 1);
            }
            depths[0] = (byte) architecture().blocks();
            schedule.add(depths);
        }
        return schedule;
    }

    /** @return [2 · C] */
    public float[] ownDense() {
        try (AVit own = AVit.load(model);
                PointerScope scope = new PointerScope()) {
            return flat(own.dense(images()).stream().map(DenseResult::logits).toList());
        }
    }

    /** @return [2 · C] */
    public float[] ownScheduled(List<byte[]> schedule) {
        try (AVit own = AVit.load(model);
                PointerScope scope = new PointerScope()) {
            return flat(own.scheduled(images(), schedule).stream()
                    .map(HaltingResult::logits)
                    .toList());
        }
    }

    /** @return [2 · C] */
    public float[] foreign(Contender contender) throws ContenderException, InterruptedException {
        try (contender;
                Rounds rounds = new Rounds(contender, COUNT, 2)) {
            return flat(rounds.run().logits());
        }
    }

    public static float largestDifference(float[] one, float[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " logits beside " + other.length);
        }
        float largest = 0;
        for (int index = 0; index < one.length; index++) {
            largest = Math.max(largest, Math.abs(one[index] - other[index])); // NaN wins
        }
        return largest;
    }

    private org.bytedeco.pytorch.Tensor images() {
        int side = architecture().imageSide();
        return torch.from_blob(new FloatPointer(pixels), COUNT, 3, side, side);
    }

    private static float[] flat(List<float[]> rows) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.stream().mapToInt(row -> row.length).sum() * Float.BYTES);
        rows.forEach(row -> {
            for (float value : row) {
                bytes.putFloat(value);
            }
        });
        float[] values = new float[bytes.capacity() / Float.BYTES];
        bytes.flip().asFloatBuffer().get(values);
        return values;
    }
}
