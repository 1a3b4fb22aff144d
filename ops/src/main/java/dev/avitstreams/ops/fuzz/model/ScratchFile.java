package dev.avitstreams.ops.fuzz.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with one file that is written again and again, for readers that want a file. */
final class ScratchFile implements AutoCloseable {
    private final Path folder;
    private final Path file;

    ScratchFile(String name) {
        try {
            folder = Files.createTempDirectory("avit-fuzz-input-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file = folder.resolve(name);
    }

    /** The folder, with the file in it holding these bytes. */
    Path folderHolding(byte[] bytes) throws IOException {
        holding(bytes);
        return folder;
    }

    Path holding(byte[] bytes) throws IOException {
        Files.deleteIfExists(file); // a mapping of the last one may still live
        return Files.write(file, bytes);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
