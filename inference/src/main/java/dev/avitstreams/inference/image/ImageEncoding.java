package dev.avitstreams.inference.image;

import java.util.Optional;

/** The encodings the decoder knows, told apart by their first bytes and never by a name or a header field. */
public enum ImageEncoding {
    JPEG,
    PNG,
    WEBP;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

    /** The encoding whose signature the bytes begin with. */
    public static Optional<ImageEncoding> of(byte[] encoded) {
        ByteView bytes = new ByteView(encoded);
        if (bytes.length() >= 3 && bytes.u8(0) == 0xFF && bytes.u8(1) == 0xD8 && bytes.u8(2) == 0xFF) {
            return Optional.of(JPEG);
        }
        if (bytes.length() >= 8 && (bytes.u32(0) << 32 | bytes.u32(4)) == PNG_SIGNATURE) {
            return Optional.of(PNG);
        }
        if (bytes.length() >= 12 && bytes.hasAscii(0, "RIFF") && bytes.hasAscii(8, "WEBP")) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }
}
