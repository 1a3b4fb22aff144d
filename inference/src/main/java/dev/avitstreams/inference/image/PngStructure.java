package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.FrameRejectedException;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG file (W3C PNG, third edition) from signature to IEND, checking each chunk's CRC. */
final class PngStructure {
    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;
    /** Length, type and CRC around a chunk's data. */
    private static final int CHUNK_OVERHEAD = 12;

    private static final int COLOUR_TYPE_ALPHA_BIT = 4;

    private final ByteView bytes;
    private final DecodeLimits limits;

    PngStructure(ByteView bytes, DecodeLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    ImageHeader read() throws FrameRejectedException {
        int data = SIGNATURE_BYTES + 8;
        if (!bytes.has(data, HEADER_BYTES) || !bytes.hasAscii(data - 4, "IHDR")) {
            throw ImageHeader.truncated(ImageEncoding.PNG, bytes.length(), "the end of its IHDR header");
        }
        long width = bytes.u32(data);
        long height = bytes.u32(data + 4);
        limits.checkSize(ImageEncoding.PNG, width, height);
        boolean alpha = (bytes.u8(data + 9) & COLOUR_TYPE_ALPHA_BIT) != 0;
        return readChunks(new ImageHeader(ImageEncoding.PNG, (int) width, (int) height, Orientation.UPRIGHT, alpha));
    }

    private ImageHeader readChunks(ImageHeader header) throws FrameRejectedException {
        Orientation orientation = header.orientation();
        boolean alpha = header.alpha();
        int at = SIGNATURE_BYTES;
        while (true) {
            if (!bytes.has(at, CHUNK_OVERHEAD) || !bytes.has(at, CHUNK_OVERHEAD + bytes.u32(at))) {
                throw ImageHeader.truncated(ImageEncoding.PNG, bytes.length(), "its IEND chunk; the sender cut it off");
            }
            int length = (int) bytes.u32(at);
            checkCrc(at, length);
            int data = at + 8;
            if (bytes.hasAscii(at + 4, "eXIf")) {
                orientation = Orientation.fromExif(bytes, data, data + length);
            } else if (bytes.hasAscii(at + 4, "tRNS")) {
                alpha = true;
            } else if (bytes.hasAscii(at + 4, "IEND")) {
                return new ImageHeader(ImageEncoding.PNG, header.width(), header.height(), orientation, alpha);
            }
            at = data + length + 4;
        }
    }

    private void checkCrc(int at, int length) throws FrameRejectedException {
        CRC32 crc = new CRC32();
        crc.update(bytes.bytes(), at + 4, 4 + length);
        if (crc.getValue() != bytes.u32(at + 8 + length)) {
            throw ImageHeader.corrupt(ImageEncoding.PNG, "the checksum of the chunk at byte " + at + " is wrong");
        }
    }
}
