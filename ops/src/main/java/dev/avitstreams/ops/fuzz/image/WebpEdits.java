package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.ListEdits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Breaks WebP files at their joints. */
final class WebpEdits {
    private static final int MOST_FRAMES = 300;
    /** Twice what the service reads. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int FRAME_MILLISECONDS = 100;
    /** Flag of the extended header. */
    private static final int ANIMATION = 0x02;

    private WebpEdits() {}

    static WebpFile edited(WebpFile webp, SplittableRandom random) {
        WebpFile edited = webp;
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            edited = edit(edited, random);
        }
        return edited;
    }

    private static WebpFile edit(WebpFile webp, SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0 -> webp.with(bitstreamHeader(webp.chunks(), random));
            case 1 -> animated(webp, random);
            case 2, 3 -> extended(webp, random);
            default -> webp.with(ListEdits.edit(webp.chunks(), chunk -> chunk.damaged(random), random));
        };
    }

    private static int size(SplittableRandom random) {
        return random.nextInt(4) == 0 ? (int) ByteEdits.edge(random) : random.nextInt(1, 300);
    }

    /** The first bytes of VP8 and VP8L: sizes, partitions, transforms. */
    private static List<Chunk> bitstreamHeader(List<Chunk> chunks, SplittableRandom random) {
        return chunks.stream()
                .map(chunk -> {
                    byte[] data = chunk.data().clone();
                    if (chunk.type().startsWith("VP8") && data.length > 0) {
                        data[random.nextInt(Math.min(24, data.length))] = (byte) random.nextInt();
                    }
                    return chunk.with(data);
                })
                .toList();
    }

    private static Chunk canvas(int flags, int width, int height) {
        return Chunk.of(
                "VP8X", new byte[] {(byte) flags, 0, 0, 0}, WebpFile.three(width - 1), WebpFile.three(height - 1));
    }

    /** The picture as an animation whose sizes need not be true. */
    private static WebpFile animated(WebpFile webp, SplittableRandom random) {
        int count = random.nextInt(6) == 0 ? random.nextInt(MOST_FRAMES) : random.nextInt(1, 4);
        WebpFile animated = frames(webp, size(random), size(random), count);
        return animated.with(animated.chunks().stream()
                .map(chunk -> random.nextInt(3) == 0 ? chunk.damaged(random) : chunk)
                .toList());
    }

    /** The picture as so many frames of an animation. */
    static WebpFile frames(WebpFile webp, int width, int height, int count) {
        byte[] picture = ByteEdits.joined(webp.chunks().stream()
                .filter(chunk -> chunk.type().equals("VP8 ") || chunk.type().equals("VP8L"))
                .map(WebpFile::bytes)
                .toArray(byte[][]::new));
        Chunk frame = Chunk.of(
                "ANMF",
                new byte[6], // at the left, at the top
                WebpFile.three(width - 1),
                WebpFile.three(height - 1),
                WebpFile.three(FRAME_MILLISECONDS),
                new byte[1],
                picture);
        List<Chunk> chunks = new ArrayList<>();
        chunks.add(canvas(ANIMATION, width, height));
        chunks.add(Chunk.of("ANIM", new byte[6]));
        chunks.addAll(Collections.nCopies(Math.min(count, 1 + MOST_BYTES / frame.data().length), frame));
        return webp.with(chunks);
    }

    /** An extended header in front, and one more chunk somewhere. */
    private static WebpFile extended(WebpFile webp, SplittableRandom random) {
        List<Chunk> chunks = new ArrayList<>(webp.chunks());
        if (chunks.isEmpty() || !chunks.get(0).type().equals("VP8X")) {
            chunks.add(0, canvas(random.nextInt(256), size(random), size(random)));
        }
        byte[] noise = ByteEdits.noise(random.nextInt(1, 300), random);
        Chunk extra = switch (random.nextInt(5)) {
            case 0 -> Chunk.of("EXIF", ExifBlocks.block(random));
            case 1 -> Chunk.of("ICCP", noise);
            case 2 -> Chunk.of("ALPH", new byte[] {(byte) random.nextInt()}, noise);
            case 3 -> Chunk.of("XMP ", noise);
            default -> Chunk.of("VP8L", new byte[] {0x2F}, noise);
        };
        chunks.add(random.nextInt(1, chunks.size() + 1), extra);
        return webp.with(chunks);
    }
}
