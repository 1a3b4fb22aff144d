package dev.avitstreams.ops.fuzz.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JPEG file taken apart into segments, without start and end markers. */
record JpegFile(List<Segment> segments) {
    static final int SOS = 0xDA;

    /**
     * A marker with what belongs to it.
     *
     * @param body without the two bytes of its length
     * @param scan entropy-coded data that follows it, possibly none
     */
    record Segment(int marker, byte[] body, byte[] scan) {
        boolean isFrameHeader() {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        Segment with(byte[] otherBody) {
            return new Segment(marker, otherBody, scan);
        }

        Segment withScan(byte[] otherScan) {
            return new Segment(marker, body, otherScan);
        }
    }

    /** @param file a sound one */
    static JpegFile of(byte[] file) {
        List<Segment> segments = new ArrayList<>();
        int at = 2;
        while (at + 4 <= file.length && (file[at + 1] & 0xFF) != 0xD9) {
            int marker = file[at + 1] & 0xFF;
            int end = at + 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
            int scanEnd = marker == SOS ? endOfScan(file, end) : end;
            segments.add(
                    new Segment(marker, Arrays.copyOfRange(file, at + 4, end), Arrays.copyOfRange(file, end, scanEnd)));
            at = scanEnd;
        }
        return new JpegFile(segments);
    }

    private static int endOfScan(byte[] file, int from) {
        int at = from;
        while (at + 1 < file.length) {
            int next = file[at + 1] & 0xFF;
            if (file[at] == (byte) 0xFF && next != 0 && (next < 0xD0 || next > 0xD7)) {
                return at;
            }
            at++;
        }
        return file.length;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xFF);
        out.write(0xD8);
        for (Segment segment : segments) {
            int length = segment.body().length + 2;
            out.write(0xFF);
            out.write(segment.marker());
            out.write(length >> 8);
            out.write(length);
            out.writeBytes(segment.body());
            out.writeBytes(segment.scan());
        }
        out.write(0xFF);
        out.write(0xD9);
        return out.toByteArray();
    }

    JpegFile with(List<Segment> others) {
        return new JpegFile(others);
    }
}
