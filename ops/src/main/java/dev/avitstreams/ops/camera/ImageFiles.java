package dev.avitstreams.ops.camera;

import dev.avitstreams.schemas.ImageEncoding;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What names and bytes say about an image file. */
public final class ImageFiles {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp");

    private ImageFiles() {}

    /** True for names a camera sends: the accepted encodings, hidden files left out. */
    static boolean isImageName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !name.startsWith(".") && EXTENSIONS.contains(extension(name));
    }

    static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The class of {@code …/class/file.jpg}: the folder it lies in; empty for a file in no folder. */
    static Optional<String> truthOf(String relativePath) {
        int end = relativePath.lastIndexOf('/');
        if (end <= 0) {
            return Optional.empty();
        }
        String folder = relativePath.substring(0, end);
        String label = folder.substring(folder.lastIndexOf('/') + 1);
        return label.isEmpty() || label.equals(".") ? Optional.empty() : Optional.of(label);
    }

    /** By the first bytes; {@code UNKNOWN} for anything else, which the decoder will judge. */
    public static ImageEncoding encodingOf(byte[] image) {
        if (startsWith(image, 0, 0xFF, 0xD8, 0xFF)) {
            return ImageEncoding.JPEG;
        }
        if (startsWith(image, 0, 0x89, 'P', 'N', 'G')) {
            return ImageEncoding.PNG;
        }
        if (startsWith(image, 0, 'R', 'I', 'F', 'F') && startsWith(image, 8, 'W', 'E', 'B', 'P')) {
            return ImageEncoding.WEBP;
        }
        return ImageEncoding.UNKNOWN;
    }

    private static boolean startsWith(byte[] bytes, int from, int... magic) {
        if (bytes.length < from + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[from + i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
