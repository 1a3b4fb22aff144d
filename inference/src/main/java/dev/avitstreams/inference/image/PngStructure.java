package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.FrameRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG file (W3C PNG, third edition) from signature to IEND, checking each chunk's CRC. */
final class PngStructure {
    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;
    /** Length, type and CRC around a chunk's data. */
    private static final int CHUNK_OVERHEAD = 12;

    private static final int COLOUR_TYPE_ALPHA_BIT = 4;
    private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

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

    /**
     * The same picture with nothing but the chunks its pixels depend on. The decoder would unpack the others too: a text
     * of 8 kB to 8 MB, and a file may hold hundreds. Of an animation the default image is left.
     *
     * @param whole a file that was read without complaint
     */
    static byte[] pixelsOnly(byte[] whole) {
        ByteView bytes = new ByteView(whole);
        byte[] kept = new byte[whole.length];
        System.arraycopy(whole, 0, kept, 0, SIGNATURE_BYTES);
        int length = SIGNATURE_BYTES;
        int at = SIGNATURE_BYTES;
        String type;
        do {
            type = new String(whole, at + 4, 4, StandardCharsets.ISO_8859_1);
            int chunk = CHUNK_OVERHEAD + (int) bytes.u32(at);
            if (PIXEL_CHUNKS.contains(type)) {
                System.arraycopy(whole, at, kept, length, chunk);
                length += chunk;
            }
            at += chunk;
        } while (!type.equals("IEND"));
        return Arrays.copyOf(kept, length);
    }

    private void checkCrc(int at, int length) throws FrameRejectedException {
        CRC32 crc = new CRC32();
        crc.update(bytes.bytes(), at + 4, 4 + length);
        if (crc.getValue() != bytes.u32(at + 8 + length)) {
            throw ImageHeader.corrupt(ImageEncoding.PNG, "the checksum of the chunk at byte " + at + " is wrong");
        }
    }
}
