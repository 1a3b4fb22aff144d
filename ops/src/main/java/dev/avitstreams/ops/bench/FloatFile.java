package dev.avitstreams.ops.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of little-endian f32 and nothing else. */
final class FloatFile {
    private FloatFile() {}

    static void write(Path file, List<float[]> rows) throws IOException {
        int values = rows.stream().mapToInt(row -> row.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        rows.forEach(floats::put);
        Files.write(file, bytes.array());
    }

    static float[] read(Path file) throws IOException {
        FloatBuffer floats = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }
}
