package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The images of a tar ({@code .tar}, {@code .tar.gz}, {@code .tgz}) in the order they lie in it, read as a stream. */
final class TarSource implements FrameSource {
    private final Path file;
    private final TarArchiveInputStream archive;
    private boolean foundImage;

    private TarSource(Path file, TarArchiveInputStream archive) {
        this.file = file;
        this.archive = archive;
    }

    static boolean isTarName(String name) {
        return name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    static TarSource open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            boolean zipped = !file.toString().endsWith(".tar");
            return new TarSource(file, new TarArchiveInputStream(zipped ? new GZIPInputStream(bytes) : bytes));
        } catch (IOException e) {
            bytes.close();
            throw notATar(file, e);
        }
    }

    @Override
    public Optional<SourceFrame> next() throws IOException {
        try {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isFile() && ImageFiles.isImageName(entry.getName())) {
                    foundImage = true;
                    return Optional.of(new SourceFrame(
                            archive.readAllBytes(),
                            ImageFiles.truthOf(entry.getName()),
                            Map.of("file", entry.getName())));
                }
            }
        } catch (IOException e) {
            throw notATar(file, e);
        }
        if (!foundImage) {
            throw CommandFailure.runtime(file + " holds no images: looked for .jpg, .jpeg, .png and .webp.");
        }
        return Optional.empty();
    }

    private static CommandFailure notATar(Path file, IOException cause) {
        return CommandFailure.runtime(
                file + " cannot be read as a tar (" + cause.getMessage() + "); is the download complete?", cause);
    }

    @Override
    public OptionalDouble nativeFramesPerSecond() {
        return OptionalDouble.empty();
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public String description() {
        return "images of " + file;
    }

    @Override
    public void close() {
        try {
            archive.close();
        } catch (IOException e) {
            // opened for reading: nothing is lost
        }
    }
}
