package dev.avitstreams.ops.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a command's result for programs: the file of {@code --json}. */
public final class JsonReport {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().registerModule(new Jdk8Module()).enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /** Writes the report, creating missing folders; {@code /dev/stdout} works too. */
    public static void write(Path file, Object report) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, MAPPER.writeValueAsString(report) + System.lineSeparator());
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot write the report to " + file + ": " + Sentences.of(e), e);
        }
    }

    /** The report in one line. */
    public static String line(Object report) {
        try {
            return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot express the report as JSON: " + e.getMessage(), e);
        }
    }
}
