package dev.avitstreams.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a contender is asked to compute, read from a properties file of the same keys.
 *
 * @param model folder
 * @param pixels file of count × 3 × S × S little-endian f32, normalised
 * @param count images
 * @param schedule file of count × N depths, 1 to L, the class token first
 * @param workers threads
 * @param work scratch folder, where graphs are written
 * @param logits file to write, count × C little-endian f32
 */
public record Job(Path model, Path pixels, int count, Optional<Path> schedule, int workers, Path work, Path logits) {
    private static final int CHANNELS = 3;

    public Job {
        require("count", count);
        require("workers", workers);
    }

    private static void require(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " is " + value + ", must be at least 1");
        }
    }

    static Job read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Job(
                Path.of(value(properties, "model")),
                Path.of(value(properties, "pixels")),
                Integer.parseInt(value(properties, "count")),
                Optional.ofNullable(properties.getProperty("schedule")).map(Path::of),
                Integer.parseInt(value(properties, "workers")),
                Path.of(value(properties, "work")),
                Path.of(value(properties, "logits")));
    }

    private static String value(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("the job has no key '" + key + "'");
        }
        return value;
    }

    /** @return [count] direct buffers of 3 · S · S */
    public List<FloatBuffer> images() throws IOException {
        ByteBuffer all;
        try (FileChannel channel = FileChannel.open(pixels)) {
            all = ByteBuffer.allocateDirect(Math.toIntExact(channel.size())).order(ByteOrder.LITTLE_ENDIAN);
            while (all.hasRemaining() && channel.read(all) >= 0) {
                // until it is full
            }
        }
        FloatBuffer values = all.flip().asFloatBuffer();
        int perImage = values.remaining() / count;
        List<FloatBuffer> images = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            images.add(values.slice(image * perImage, perImage));
        }
        return images;
    }

    /**
     * S, told by the size of the pixels, without the model.
     *
     * @param image as from {@link #images}
     */
    public static int side(FloatBuffer image) {
        return (int) Math.round(Math.sqrt(image.remaining() / (double) CHANNELS));
    }

    void writeLogits(List<float[]> rows) throws IOException {
        int values = rows.stream().mapToInt(row -> row.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        rows.forEach(floats::put);
        Files.write(logits, bytes.array());
    }
}
