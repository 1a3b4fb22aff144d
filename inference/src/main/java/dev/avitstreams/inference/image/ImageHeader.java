package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;

/**
 * What an image says about itself before its pixels are decoded.
 *
 * @param width of the stored pixels, before {@code orientation} is applied
 * @param height as {@code width}
 * @param alpha whether pixels may be transparent
 */
record ImageHeader(ImageEncoding encoding, int width, int height, Orientation orientation, boolean alpha) {

    /**
     * Walks the file's structure. The size is checked the moment it is known; a header is returned only for a file that
     * is whole.
     */
    static ImageHeader read(ImageEncoding encoding, byte[] encoded, DecodeLimits limits) throws FrameRejectedException {
        ByteView bytes = new ByteView(encoded);
        return switch (encoding) {
            case JPEG -> new JpegStructure(bytes, limits).read();
            case PNG -> new PngStructure(bytes, limits).read();
            case WEBP -> new WebpStructure(bytes, limits).read();
        };
    }

    static FrameRejectedException corrupt(ImageEncoding encoding, String what) {
        return new FrameRejectedException(
                ErrorCategory.CORRUPT_IMAGE, "The " + encoding + " image is damaged: " + what + ".");
    }

    static FrameRejectedException truncated(ImageEncoding encoding, int length, String missing) {
        return corrupt(encoding, "it ends after " + length + " bytes, before " + missing);
    }
}
