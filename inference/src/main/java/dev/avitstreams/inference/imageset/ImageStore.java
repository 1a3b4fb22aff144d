package dev.avitstreams.inference.imageset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Encoded images that can be read in any order: of a tar, or of a folder. Safe for any number of threads. */
sealed interface ImageStore extends Closeable permits TarStore, FolderStore {
    Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp");

    /** @throws IOException if there is no such tar or folder, or it is damaged */
    static ImageStore open(Path path) throws IOException {
        return Files.isDirectory(path) ? FolderStore.open(path) : TarStore.open(path);
    }

    static boolean isImage(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !name.startsWith(".")
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Paths inside the store, in the order of {@link #read}. */
    List<String> names();

    /** The encoded bytes of one image. */
    byte[] read(int index) throws IOException;
}
