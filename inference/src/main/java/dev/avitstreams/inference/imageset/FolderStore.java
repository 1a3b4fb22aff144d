package dev.avitstreams.inference.imageset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The images of a folder and of the folders in it, in order of their paths. */
record FolderStore(Path folder, List<String> names) implements ImageStore {

    static FolderStore open(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return new FolderStore(
                    folder,
                    walk.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .filter(ImageStore::isImage)
                            .sorted()
                            .toList());
        }
    }

    @Override
    public byte[] read(int index) throws IOException {
        return Files.readAllBytes(folder.resolve(names.get(index)));
    }

    @Override
    public void close() {
        // nothing is held open between images
    }
}
