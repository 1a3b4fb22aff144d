package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says what bytes look like that are no accepted image, without quoting more of them than their signature. */
final class UnknownBytes {
    private static final int SIGNATURE_BYTES = 4;
    private static final int TEXT_SAMPLE_BYTES = 64;

    private static final Map<String, String> SIGNATURES = Map.of(
            "GIF8", "a GIF image",
            "BM", "a BMP image",
            "II*\0", "a TIFF image",
            "MM\0*", "a TIFF image",
            "%PDF", "a PDF document",
            "PK\3\4", "a ZIP archive",
            "\37\213", "gzip-compressed data",
            "RIFF", "a RIFF file that is not WebP, for example AVI");

    private UnknownBytes() {}

    static FrameRejectedException rejection(byte[] encoded, Set<ImageEncoding> accepted) {
        int shown = Math.min(encoded.length, SIGNATURE_BYTES);
        return new FrameRejectedException(
                ErrorCategory.UNSUPPORTED_ENCODING,
                "The " + encoded.length + " bytes look like " + looksLike(encoded) + " (they begin "
                        + HexFormat.ofDelimiter(" ").formatHex(encoded, 0, shown) + "); accepted are "
                        + new TreeSet<>(accepted) + ".");
    }

    private static String looksLike(byte[] encoded) {
        var known = ImageEncoding.of(encoded);
        if (known.isPresent()) {
            return "a " + known.get() + " image";
        }
        String head = new String(encoded, 0, Math.min(encoded.length, TEXT_SAMPLE_BYTES), StandardCharsets.ISO_8859_1);
        if (head.startsWith("ftyp", 4)) {
            return "an ISO media file (HEIC, AVIF or MP4)";
        }
        return SIGNATURES.entrySet().stream()
                .filter(signature -> head.startsWith(signature.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> isText(head) ? "text" : "no image known here");
    }

    /** No control characters, and at most one in four beyond ASCII, as in most languages written in UTF-8. */
    private static boolean isText(String head) {
        boolean control = head.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7F);
        long beyondAscii = head.chars().filter(c -> c > 0x7F).count();
        return !control && beyondAscii * 4 <= head.length();
    }
}
