package dev.avitstreams.ops.chaos.audit;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds image bytes where none should be: the run's own marker, or the beginning of any JPEG. Immutable. */
public final class ImageTraces {
    /** Start of image and the segments that may follow: JFIF, Exif, comment, quantisation table. */
    private static final List<byte[]> JPEG_BEGINNINGS = List.of(
            HexFormat.of().parseHex("ffd8ffe0"),
            HexFormat.of().parseHex("ffd8ffe1"),
            HexFormat.of().parseHex("ffd8fffe"),
            HexFormat.of().parseHex("ffd8ffdb"));

    private final byte[] marker;

    /** @param marker stands in every image produced */
    public ImageTraces(byte[] marker) {
        this.marker = marker.clone();
    }

    /** What was found, in words; empty where there is nothing of an image. */
    public Optional<String> in(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        if (contains(bytes, marker)) {
            return Optional.of("the bytes of a produced image");
        }
        return JPEG_BEGINNINGS.stream().anyMatch(beginning -> contains(bytes, beginning))
                ? Optional.of("the beginning of a JPEG")
                : Optional.empty();
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int start = 0; start + wanted.length <= bytes.length; start++) {
            int matched = 0;
            while (matched < wanted.length && bytes[start + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
