package dev.avitstreams.inference.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table that grows by a line at a time, the step being its first column. Opened again after a training was cut off, it
 * forgets what came after the checkpoint. One thread at a time.
 */
final class CsvLog {
    private final Path file;

    /** @param doneSteps lines of later steps are dropped */
    CsvLog(Path file, List<String> columns, long doneSteps) throws IOException {
        this.file = file;
        List<String> kept = new ArrayList<>(List.of(String.join(",", columns)));
        if (Files.exists(file)) {
            Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .skip(1)
                    .filter(line -> stepOf(line) <= doneSteps)
                    .forEach(kept::add);
        }
        Files.write(file, kept, StandardCharsets.UTF_8);
    }

    /** A line cut off in the middle counts as later than everything. */
    private static long stepOf(String line) {
        int end = line.indexOf(',');
        return end > 0 ? Long.parseLong(line.substring(0, end)) : Long.MAX_VALUE;
    }

    void add(long step, double... values) throws IOException {
        String line = java.util.Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.6g", value))
                .collect(Collectors.joining(",", step + ",", "\n"));
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
}
