package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.FrameRejectedException;

/** Reads the RIFF container of a WebP file (RFC 9649): the size from VP8, VP8L or VP8X, and the EXIF chunk. */
final class WebpStructure {
    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int VP8X_ALPHA_FLAG = 0x10;
    private static final int VP8L_ALPHA_FLAG = 0x10000000;
    private static final int FOURTEEN_BITS = 0x3FFF;

    private final ByteView bytes;
    private final DecodeLimits limits;

    WebpStructure(ByteView bytes, DecodeLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    ImageHeader read() throws FrameRejectedException {
        ImageHeader header = readSize();
        limits.checkSize(ImageEncoding.WEBP, header.width(), header.height());
        long end = 8 + bytes.u32Little(4);
        if (end > bytes.length()) {
            throw ImageHeader.truncated(
                    ImageEncoding.WEBP,
                    bytes.length(),
                    "the " + end + " bytes its RIFF header announces; the sender cut it off");
        }
        return new ImageHeader(
                ImageEncoding.WEBP, header.width(), header.height(), readOrientation(end), header.alpha());
    }

    private ImageHeader readSize() throws FrameRejectedException {
        int data = RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES;
        if (!bytes.has(data, 10)) {
            throw ImageHeader.truncated(ImageEncoding.WEBP, bytes.length(), "the end of its first chunk's header");
        }
        if (bytes.hasAscii(RIFF_HEADER_BYTES, "VP8X")) {
            boolean alpha = (bytes.u8(data) & VP8X_ALPHA_FLAG) != 0;
            return sized(1 + bytes.u24Little(data + 4), 1 + bytes.u24Little(data + 7), alpha);
        }
        if (bytes.hasAscii(RIFF_HEADER_BYTES, "VP8L")) {
            long bits = bytes.u32Little(data + 1);
            int width = 1 + (int) (bits & FOURTEEN_BITS);
            int height = 1 + (int) (bits >> 14 & FOURTEEN_BITS);
            return sized(width, height, (bits & VP8L_ALPHA_FLAG) != 0);
        }
        if (bytes.hasAscii(RIFF_HEADER_BYTES, "VP8 ")) {
            // Three bytes of frame tag and three of start code come before the sizes; their upper two bits scale.
            return sized(bytes.u16Little(data + 6) & FOURTEEN_BITS, bytes.u16Little(data + 8) & FOURTEEN_BITS, false);
        }
        throw ImageHeader.corrupt(ImageEncoding.WEBP, "its first chunk is none of VP8, VP8L and VP8X");
    }

    private Orientation readOrientation(long end) {
        long at = RIFF_HEADER_BYTES;
        while (at + CHUNK_HEADER_BYTES <= end) {
            long length = bytes.u32Little((int) at + 4);
            long data = at + CHUNK_HEADER_BYTES;
            if (bytes.hasAscii((int) at, "EXIF") && data + length <= end) {
                // Some writers keep JPEG's prefix in front of the TIFF header.
                int tiff = (int) data + (bytes.hasAscii((int) data, "Exif\0\0") ? 6 : 0);
                return Orientation.fromExif(bytes, tiff, (int) (data + length));
            }
            at = data + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    private static ImageHeader sized(int width, int height, boolean alpha) {
        return new ImageHeader(ImageEncoding.WEBP, width, height, Orientation.UPRIGHT, alpha);
    }
}
