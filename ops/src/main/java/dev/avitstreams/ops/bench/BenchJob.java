package dev.avitstreams.ops.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a contender is asked to do, as a properties file. A contender answers {@code ready …} when it is warm and has
 * written its logits, and {@code round <nanoseconds> <median nanoseconds an image>} to each line {@code round}; it ends
 * with its input.
 *
 * @param model folder
 * @param pixels file of count × 3 × S × S little-endian f32, normalised
 * @param schedule file of count × N depths, the class token first; empty where the model's own halting is measured
 * @param point name of the operating point of that
 * @param workers images (or groups of them) computed at once, one thread each
 * @param work scratch folder
 * @param logits file to write, count × C little-endian f32
 */
record BenchJob(
        Path model,
        Path pixels,
        int count,
        Optional<Path> schedule,
        String point,
        int workers,
        Path work,
        Path logits) {

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("model", model.toString());
        properties.setProperty("pixels", pixels.toString());
        properties.setProperty("count", Integer.toString(count));
        schedule.ifPresent(path -> properties.setProperty("schedule", path.toString()));
        properties.setProperty("point", point);
        properties.setProperty("workers", Integer.toString(workers));
        properties.setProperty("work", work.toString());
        properties.setProperty("logits", logits.toString());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static BenchJob read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new BenchJob(
                Path.of(properties.getProperty("model")),
                Path.of(properties.getProperty("pixels")),
                Integer.parseInt(properties.getProperty("count")),
                Optional.ofNullable(properties.getProperty("schedule")).map(Path::of),
                properties.getProperty("point"),
                Integer.parseInt(properties.getProperty("workers")),
                Path.of(properties.getProperty("work")),
                Path.of(properties.getProperty("logits")));
    }
}
