package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import java.util.Set;

/**
 * What the decoder accepts. Checked before a pixel is decoded, so that a small file cannot claim much memory: a decode
 * takes up to twelve bytes a pixel (16-bit PNG with alpha), three as a rule.
 *
 * @param maxEncodedBytes of one image
 * @param maxPixels width × height, by the image's own header
 * @param accepted encodings let through
 */
public record DecodeLimits(int maxEncodedBytes, long maxPixels, Set<ImageEncoding> accepted) {

    /** 10 MiB, 50 million pixels, every encoding. */
    public static final DecodeLimits DEFAULT =
            new DecodeLimits(10 * 1024 * 1024, 50_000_000, Set.of(ImageEncoding.values()));

    public DecodeLimits {
        if (maxEncodedBytes < 1) {
            throw new IllegalArgumentException("maxEncodedBytes is " + maxEncodedBytes + ", must be 1 or more");
        }
        if (maxPixels < 1) {
            throw new IllegalArgumentException("maxPixels is " + maxPixels + ", must be 1 or more");
        }
        if (accepted.isEmpty()) {
            throw new IllegalArgumentException("accepted is empty, must name at least one of JPEG, PNG, WEBP");
        }
        accepted = Set.copyOf(accepted);
    }

    void checkBytes(long bytes) throws FrameRejectedException {
        if (bytes > maxEncodedBytes) {
            throw new FrameRejectedException(
                    ErrorCategory.FRAME_TOO_LARGE,
                    "The image has " + bytes + " bytes, the limit is " + maxEncodedBytes
                            + "; send it smaller, or raise the limit (the service's frames.max-bytes).");
        }
    }

    /** @param width unsigned, as the header has it; {@code height} likewise */
    void checkSize(ImageEncoding encoding, long width, long height) throws FrameRejectedException {
        if (width < 1 || height < 1) {
            throw ImageHeader.corrupt(encoding, "its header announces " + width + " × " + height + " pixels");
        }
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE || width * height > maxPixels) {
            throw new FrameRejectedException(
                    ErrorCategory.TOO_MANY_PIXELS,
                    "The " + encoding + " header announces " + width + " × " + height + " = "
                            + Long.toUnsignedString(width * height) + " pixels, the limit is " + maxPixels
                            + "; send it smaller, or raise the limit (the service's frames.max-pixels).");
        }
    }
}
