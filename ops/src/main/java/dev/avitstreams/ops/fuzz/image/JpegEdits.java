package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.ListEdits;
import dev.avitstreams.ops.fuzz.image.JpegFile.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Breaks JPEG files at their joints. */
final class JpegEdits {
    private static final int MOST_SCANS = 260;
    private static final int MOST_SEGMENT = 65_000;

    private JpegEdits() {}

    static JpegFile edited(JpegFile jpeg, SplittableRandom random) {
        JpegFile edited = jpeg;
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            edited = edit(edited, random);
        }
        return edited;
    }

    private static JpegFile edit(JpegFile jpeg, SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> changed(jpeg, Segment::isFrameHeader, segment -> frameHeader(segment, random));
            case 2 -> changed(jpeg, s -> s.marker() == JpegFile.SOS, s -> s.with(ByteEdits.damage(s.body(), random)));
            case 3 -> changed(jpeg, s -> s.marker() == JpegFile.SOS, s -> s.withScan(scan(s.scan(), random)));
            case 4 -> manyScans(jpeg, random);
            case 5, 6 -> inserted(jpeg, extra(random), random);
            default -> jpeg.with(ListEdits.edit(jpeg.segments(), s -> damaged(s, random), random));
        };
    }

    private static JpegFile changed(JpegFile jpeg, Predicate<Segment> which, UnaryOperator<Segment> change) {
        return jpeg.with(jpeg.segments().stream()
                .map(segment -> which.test(segment) ? change.apply(segment) : segment)
                .toList());
    }

    private static Segment damaged(Segment segment, SplittableRandom random) {
        return random.nextInt(6) == 0
                ? new Segment(random.nextInt(0xC0, 0xFF), segment.body(), segment.scan())
                : segment.with(ByteEdits.damage(segment.body(), random));
    }

    /** Precision, height, width, number of components, their sampling; or another process (progressive, arithmetic…). */
    private static Segment frameHeader(Segment segment, SplittableRandom random) {
        byte[] body = segment.body().clone();
        if (body.length < 9) {
            return segment;
        }
        switch (random.nextInt(6)) {
            case 0 -> body[0] = (byte) random.nextInt(20);
            case 1 -> size(body, 1, random);
            case 2 -> size(body, 3, random);
            case 3 -> body[5] = (byte) random.nextInt(12);
            case 4 -> body[7] = (byte) random.nextInt();
            default -> {
                return new Segment(0xC0 + random.nextInt(16), body, segment.scan());
            }
        }
        return segment.with(body);
    }

    private static void size(byte[] body, int at, SplittableRandom random) {
        int size = random.nextBoolean() ? (int) ByteEdits.edge(random) : random.nextInt(1, 300);
        body[at] = (byte) (size >> 8);
        body[at + 1] = (byte) size;
    }

    /** Entropy-coded data: damaged, or strewn with restart markers. */
    private static byte[] scan(byte[] scan, SplittableRandom random) {
        byte[] edited = random.nextBoolean() ? ByteEdits.damage(scan, random) : scan;
        for (int markers = random.nextInt(4); markers > 0 && edited.length > 0; markers--) {
            byte[] restart = {(byte) 0xFF, (byte) random.nextInt(0xD0, 0xD9)};
            edited = ByteEdits.replaced(edited, random.nextInt(edited.length), 0, restart);
        }
        return edited;
    }

    private static JpegFile manyScans(JpegFile jpeg, SplittableRandom random) {
        List<Segment> scans =
                jpeg.segments().stream().filter(s -> s.marker() == JpegFile.SOS).toList();
        List<Segment> many = new ArrayList<>(jpeg.segments());
        int copies = scans.isEmpty() ? 0 : random.nextInt(random.nextInt(10) == 0 ? MOST_SCANS : 12);
        for (int i = 0; i < copies; i++) {
            many.add(scans.get(random.nextInt(scans.size())));
        }
        return jpeg.with(many);
    }

    private static JpegFile inserted(JpegFile jpeg, Segment segment, SplittableRandom random) {
        List<Segment> inserted = new ArrayList<>(jpeg.segments());
        int at = random.nextInt(3) == 0 ? random.nextInt(inserted.size() + 1) : 0;
        for (int copies = random.nextInt(16) == 0 ? random.nextInt(1, 300) : 1; copies > 0; copies--) {
            inserted.add(at, segment);
        }
        return jpeg.with(inserted);
    }

    private static Segment extra(SplittableRandom random) {
        byte[] noise = ByteEdits.noise(random.nextInt(100), random);
        return switch (random.nextInt(7)) {
            case 0, 1 -> application(1, "Exif\0\0", ExifBlocks.block(random));
            case 2 -> application(2, "ICC_PROFILE\0", noise);
            case 3 ->
                application(14, "Adobe", ByteEdits.replaced(new byte[6], 6, 0, new byte[] {(byte) random.nextInt(4)}));
            case 4 -> new Segment(0xDD, new byte[] {0, (byte) random.nextInt(4)}, new byte[0]);
            case 5 -> application(random.nextInt(16), "", new byte[random.nextInt(MOST_SEGMENT)]);
            default -> new Segment(random.nextInt(0xC0, 0xFF), noise, new byte[0]);
        };
    }

    private static Segment application(int number, String name, byte[] content) {
        byte[] body = ByteEdits.joined(name.getBytes(StandardCharsets.ISO_8859_1), content);
        return new Segment(
                0xE0 + number, java.util.Arrays.copyOf(body, Math.min(body.length, MOST_SEGMENT)), new byte[0]);
    }
}
