package dev.avitstreams.ops.fuzz.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

import dev.avitstreams.ops.fuzz.image.JpegFile.Segment;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Sound images of few bytes that claim as much time and memory as the limits allow, and a little more. Each is made once:
 * that alone takes about a second.
 */
final class ImageBombs {
    private static final int RGBA = 6;
    /** 25 million pixels: the service's limit. */
    private static final int SQUARE = 5000;
    /** libpng reads no wider image. */
    private static final int WIDEST = 1_000_000;

    private static final int MOST_PIXELS = SQUARE * SQUARE;
    private static final int SCANS_AT_THE_LIMIT = 12;
    private static final int KINDS = 13;

    private final Map<Integer, byte[]> made = new HashMap<>();

    byte[] any(SplittableRandom random) {
        return made.computeIfAbsent(random.nextInt(KINDS), ImageBombs::make);
    }

    private static byte[] make(int kind) {
        return switch (kind) {
            case 0 -> png(SQUARE, SQUARE, 16, RGBA, 0);
            case 1 -> png(SQUARE, SQUARE, 16, RGBA, 1);
            case 2 -> png(SQUARE, SQUARE, 1, 0, 0);
            case 3 -> png(1, WIDEST, 16, RGBA, 0);
            case 4 -> png(WIDEST, MOST_PIXELS / WIDEST, 16, RGBA, 0);
            case 5 -> png(SQUARE, SQUARE + 1, 8, RGBA, 0);
            case 6 -> jpeg(SQUARE, SQUARE, SCANS_AT_THE_LIMIT);
            case 7 -> jpeg(1200, 1200, 200);
            case 8 -> jpeg(65_500, MOST_PIXELS / 65_500, SCANS_AT_THE_LIMIT);
            case 9 -> ImageWriters.openCv(grey(SQUARE, SQUARE), ".webp", IMWRITE_WEBP_QUALITY, 1);
            case 10 -> ImageWriters.openCv(grey(SQUARE, SQUARE), ".jpg", IMWRITE_JPEG_QUALITY, 90);
            case 11 -> arithmetic(JpegFile.of(jpeg(SQUARE, SQUARE, SCANS_AT_THE_LIMIT)));
            default -> webpAnimation();
        };
    }

    private static byte[] png(int width, int height, int depth, int colourType, int interlaced) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth)
                .put((byte) colourType)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) interlaced);
        long rowBytes = (long) width * depth * (colourType == RGBA ? 4 : 1) / 8 + 1;
        return new PngFile(List.of(
                        Chunk.of("IHDR", header.array()),
                        Chunk.of("IDAT", zeros(rowBytes * height + rowBytes)), // more rows than there are, for passes
                        Chunk.of("IEND")))
                .bytes();
    }

    private static byte[] zeros(long count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED))) {
            byte[] block = new byte[1 << 16];
            for (long left = count; left > 0; left -= block.length) {
                deflated.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] jpeg(int width, int height, int scans) {
        JpegFile file = JpegFile.of(ImageWriters.openCv(
                grey(width, height),
                ".jpg",
                IMWRITE_JPEG_PROGRESSIVE,
                1,
                IMWRITE_JPEG_SAMPLING_FACTOR,
                IMWRITE_JPEG_SAMPLING_FACTOR_444));
        List<Segment> segments = new ArrayList<>(file.segments());
        long there = segments.stream().filter(s -> s.marker() == JpegFile.SOS).count();
        Segment last = segments.get(segments.size() - 1);
        for (long i = there; i < scans; i++) {
            segments.add(last);
        }
        return file.with(segments).bytes();
    }

    /** Progressive by Huffman codes to progressive by arithmetic ones, which read sense from any data. */
    private static byte[] arithmetic(JpegFile file) {
        return file.with(file.segments().stream()
                        .map(s -> s.isFrameHeader() ? new Segment(0xCA, s.body(), s.scan()) : s)
                        .toList())
                .bytes();
    }

    /** Frames of the largest canvas, of which the first alone is wanted. */
    private static byte[] webpAnimation() {
        byte[] still = ImageWriters.openCv(grey(SQUARE, SQUARE), ".webp", IMWRITE_WEBP_QUALITY, 1);
        return WebpEdits.frames(WebpFile.of(still), SQUARE, SQUARE, 20).bytes();
    }

    /** Mid-grey is what missing data decodes to as well, so that the decoder has to look twice. */
    private static BufferedImage grey(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Arrays.fill(samples, (byte) 128);
        return image;
    }
}
