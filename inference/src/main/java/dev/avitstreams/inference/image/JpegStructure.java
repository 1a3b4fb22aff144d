package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;

/**
 * Walks the markers of a JPEG file (ITU T.81, annex B) from start to end-of-image, without decoding.
 *
 * <p>Decoders fill what is missing of a cut-off JPEG with grey and call it a success, so the end is looked for here.
 * Bytes after the end-of-image marker are allowed: cameras append previews and padding.
 */
final class JpegStructure {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int TEM = 0x01;

    /** Real progressive files have about ten scans; thousands are an attack on the decoder's time. */
    private static final int MAX_SCANS = 200;

    /** As many as an image of the largest size may have: each goes over all its pixels, however few bytes it takes. */
    private static final int SCANS_AT_THE_PIXEL_LIMIT = 12;

    private final ByteView bytes;
    private final DecodeLimits limits;
    private int width;
    private int height;
    private int scans;
    private Orientation orientation = Orientation.UPRIGHT;

    JpegStructure(ByteView bytes, DecodeLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    ImageHeader read() throws FrameRejectedException {
        int at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = bytes.u8(at);
            at++;
            if (marker == EOI) {
                return finished();
            }
            if (isStandalone(marker)) {
                continue;
            }
            if (!bytes.has(at, 2) || !bytes.has(at, bytes.u16(at))) {
                throw truncated();
            }
            int segmentEnd = at + bytes.u16(at);
            readSegment(marker, at + 2, segmentEnd);
            at = marker == SOS ? endOfScan(segmentEnd) : segmentEnd;
        }
    }

    private void readSegment(int marker, int from, int to) throws FrameRejectedException {
        if (isStartOfFrame(marker)) {
            if (to - from < 6) {
                throw ImageHeader.corrupt(ImageEncoding.JPEG, "its frame header has only " + (to - from) + " bytes");
            }
            height = bytes.u16(from + 1);
            width = bytes.u16(from + 3);
            limits.checkSize(ImageEncoding.JPEG, width, height);
        } else if (marker == APP1 && bytes.hasAscii(from, "Exif\0\0")) {
            orientation = Orientation.fromExif(bytes, from + 6, to);
        } else if (marker == SOS) {
            scans++;
            checkScans();
        }
    }

    private void checkScans() throws FrameRejectedException {
        if (scans > MAX_SCANS) {
            throw ImageHeader.corrupt(ImageEncoding.JPEG, "it has more than " + MAX_SCANS + " scans");
        }
        long passes = (long) width * height * scans;
        if (passes / SCANS_AT_THE_PIXEL_LIMIT > limits.maxPixels()) {
            throw new FrameRejectedException(
                    ErrorCategory.TOO_MANY_PIXELS,
                    "The JPEG image goes over its " + width + " × " + height + " pixels in " + scans
                            + " scans or more, which takes longer to decode than any image within the limit of "
                            + limits.maxPixels() + " pixels; send it as a baseline JPEG, or smaller.");
        }
    }

    /** @return position of the next marker's code, after its 0xFF and any fill bytes */
    private int nextMarker(int from) throws FrameRejectedException {
        int at = from;
        while (bytes.has(at, 2)) {
            if (bytes.u8(at) == 0xFF && bytes.u8(at + 1) != 0xFF && bytes.u8(at + 1) != 0) {
                return at + 1;
            }
            at++;
        }
        throw truncated();
    }

    /** In entropy-coded data 0xFF is followed by 0 (an escaped 0xFF), a restart marker, or the end of the scan. */
    private int endOfScan(int from) throws FrameRejectedException {
        byte[] data = bytes.bytes();
        for (int at = from; at < data.length - 1; at++) {
            if (data[at] == (byte) 0xFF) {
                int next = bytes.u8(at + 1);
                if (next != 0 && next != 0xFF && !isRestart(next)) {
                    return at;
                }
            }
        }
        throw truncated();
    }

    private ImageHeader finished() throws FrameRejectedException {
        if (scans == 0 || width == 0) {
            throw ImageHeader.corrupt(ImageEncoding.JPEG, "it ends without any pixel data");
        }
        return new ImageHeader(ImageEncoding.JPEG, width, height, orientation, false);
    }

    private FrameRejectedException truncated() {
        String missing = scans == 0 ? "its pixel data" : "its end-of-image marker; the sender cut it off";
        return ImageHeader.truncated(ImageEncoding.JPEG, bytes.length(), missing);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private static boolean isStandalone(int marker) {
        return isRestart(marker) || marker == SOI || marker == TEM;
    }

    /** SOF0 to SOF15, but for the tables DHT (C4), JPG (C8) and DAC (CC) in between. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
