package dev.avitstreams.ops.evaluation.truth;

import dev.avitstreams.inference.image.Sha256;
import dev.avitstreams.ops.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Truth from a CSV of frame ids and classes. */
public final class TruthTable {
    private TruthTable() {}

    /**
     * @param file two columns, frame id and class, with commas between; fields may be quoted; a first line that says
     *     {@code frameId,…} is a heading
     */
    public static TruthSource read(Path file) throws IOException {
        Map<String, String> classes = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()
                        && !(number == 1
                                && line.toLowerCase(java.util.Locale.ROOT).startsWith("frameid,"))) {
                    add(classes, line, file + ", line " + number);
                }
            }
        }
        String digest = Sha256.hex(Files.readAllBytes(file)).substring(0, 16);
        return TruthSource.ofIds(classes, file + ", SHA-256 " + digest);
    }

    private static void add(Map<String, String> classes, String line, String where) {
        int end = line.startsWith("\"") ? line.indexOf("\",") + 1 : line.indexOf(',');
        if (end <= 0 || end == line.length() - 1) {
            throw CommandFailure.usage(where + ": '" + line
                    + "' is not a frame id and a class with a comma between, as frame-7,n02102040.");
        }
        String id = unquoted(line.substring(0, end));
        String previous = classes.put(id, unquoted(line.substring(end + 1)));
        if (previous != null && !previous.equals(classes.get(id))) {
            throw CommandFailure.usage(where + ": frame " + id + " is of class " + classes.get(id) + " here and of "
                    + previous + " before; keep one of the two.");
        }
    }

    private static String unquoted(String field) {
        String text = field.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }
}
