package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The images of a folder and of the folders in it, in order of their paths. */
final class FolderSource implements FrameSource {
    private final Path folder;
    private final List<Path> files;
    private final Iterator<Path> remaining;

    private FolderSource(Path folder, List<Path> files) {
        this.folder = folder;
        this.files = files;
        this.remaining = files.iterator();
    }

    static FolderSource open(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> ImageFiles.isImageName(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw CommandFailure.runtime(
                    folder + " holds no images: looked for .jpg, .jpeg, .png and .webp, sub-folders included.");
        }
        return new FolderSource(folder, files);
    }

    /** One image file as a source of one frame. */
    static FolderSource ofFile(Path file) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        return new FolderSource(parent == null ? absolute : parent, List.of(absolute));
    }

    @Override
    public Optional<SourceFrame> next() throws IOException {
        if (!remaining.hasNext()) {
            return Optional.empty();
        }
        Path file = remaining.next();
        String name = folder.relativize(file).toString();
        return Optional.of(new SourceFrame(Files.readAllBytes(file), ImageFiles.truthOf(name), Map.of("file", name)));
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
        return files.size() == 1 ? files.get(0).toString() : files.size() + " images of " + folder;
    }

    @Override
    public void close() {
        // nothing is held open between frames
    }
}
