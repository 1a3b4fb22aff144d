package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads images that a frame refers to instead of carrying them: {@code file:} URIs under configured roots, checked
 * against the announced length and SHA-256. Immutable and thread-safe.
 *
 * <p>A frame comes from the network, so its reference is not trusted: nothing outside the roots is touched, be it
 * reached by {@code ..} or by a symbolic link.
 */
public final class ImageReferenceReader {
    private final List<Path> roots;
    private final DecodeLimits limits;

    /** @param roots folders that may be read; with none, every reference is refused */
    public ImageReferenceReader(List<Path> roots, DecodeLimits limits) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        this.limits = limits;
    }

    /**
     * @param uri {@code file:///…}
     * @param sha256 hex digest of the image, either case
     * @param length bytes of the image
     */
    public byte[] read(String uri, String sha256, long length) throws FrameRejectedException {
        Path announced = pathOf(uri);
        Path root = rootOf(announced, uri);
        limits.checkBytes(length);
        try {
            Path real = announced.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw refused(uri, "a symbolic link leads out of the root " + root);
            }
            return readChecked(real, new Announced(uri, sha256, length));
        } catch (IOException e) {
            throw unavailable(uri, "it cannot be read (" + e + ")");
        }
    }

    private record Announced(String uri, String sha256, long length) {}

    private static byte[] readChecked(Path real, Announced announced) throws IOException, FrameRejectedException {
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw unavailable(announced.uri, "it is not a file");
        }
        byte[] image;
        // One byte more than announced, which is within the limit, is enough to see that a file has grown.
        try (var in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            image = in.readNBytes((int) Math.max(0, announced.length + 1));
        }
        if (image.length != announced.length) {
            throw unavailable(
                    announced.uri,
                    "it has " + Files.size(real) + " bytes where " + announced.length + " were announced");
        }
        String digest = Sha256.hex(image);
        if (!digest.equalsIgnoreCase(announced.sha256)) {
            throw unavailable(
                    announced.uri, "its SHA-256 is " + digest + " where " + announced.sha256 + " was announced");
        }
        return image;
    }

    private static Path pathOf(String uri) throws FrameRejectedException {
        try {
            URI parsed = new URI(uri);
            if (!"file".equalsIgnoreCase(parsed.getScheme())) {
                throw refused(uri, "only file: URIs are read");
            }
            return Path.of(parsed).toAbsolutePath().normalize();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw refused(uri, "it is no valid file: URI (" + e.getMessage() + ")");
        }
    }

    private Path rootOf(Path path, String uri) throws FrameRejectedException {
        return roots.stream()
                .filter(path::startsWith)
                .findFirst()
                .orElseThrow(() -> refused(
                        uri,
                        roots.isEmpty()
                                ? "no roots are configured, so references are not read at all"
                                : "it lies under none of the configured roots " + roots));
    }

    private static FrameRejectedException refused(String uri, String why) {
        return new FrameRejectedException(
                ErrorCategory.REFERENCE_REFUSED, "The image reference " + uri + " is refused: " + why + ".");
    }

    private static FrameRejectedException unavailable(String uri, String why) {
        return new FrameRejectedException(
                ErrorCategory.REFERENCE_UNAVAILABLE, "The image " + uri + " is not available: " + why + ".");
    }
}
