package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.ListEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Breaks PNG files at their joints. */
final class PngEdits {
    private static final int IHDR_BYTES = 13;
    private static final int UNPACKED_TEXT = 8 << 20;
    private static final int[] DEPTHS = {1, 2, 4, 8, 16, 3, 0, 32};

    /** A text, a profile, of which a few kilobytes unpack to megabytes. */
    private final byte[] bomb = PngFile.deflated(new byte[UNPACKED_TEXT]);

    PngFile edited(PngFile png, SplittableRandom random) {
        PngFile edited = png;
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            edited = edit(edited, random);
        }
        return edited;
    }

    private PngFile edit(PngFile png, SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> png.with(withHeader(png.chunks(), random));
            case 2 -> png.withPixels(ByteEdits.damage(png.pixels(), random));
            case 3 -> png.with(split(png.chunks(), random));
            case 4, 5 -> png.with(inserted(png.chunks(), ancillary(random), random));
            default -> png.with(ListEdits.edit(png.chunks(), chunk -> chunk.damaged(random), random));
        };
    }

    /** Width, height, depth, colour type, interlacing. */
    private static List<Chunk> withHeader(List<Chunk> chunks, SplittableRandom random) {
        List<Chunk> edited = new ArrayList<>(chunks);
        if (edited.isEmpty() || edited.get(0).data().length != IHDR_BYTES) {
            return edited;
        }
        byte[] header = edited.get(0).data().clone();
        switch (random.nextInt(5)) {
            case 0 -> System.arraycopy(PngFile.integer(size(random)), 0, header, 0, 4);
            case 1 -> System.arraycopy(PngFile.integer(size(random)), 0, header, 4, 4);
            case 2 -> header[8] = (byte) DEPTHS[random.nextInt(DEPTHS.length)];
            case 3 -> header[9] = (byte) random.nextInt(8);
            default -> header[12] = (byte) random.nextInt(3);
        }
        edited.set(0, edited.get(0).with(header));
        return edited;
    }

    private static int size(SplittableRandom random) {
        return random.nextBoolean() ? (int) ByteEdits.edge(random) : random.nextInt(1, 300);
    }

    /** Pixel data over very many chunks, some of them empty. */
    private static List<Chunk> split(List<Chunk> chunks, SplittableRandom random) {
        List<Chunk> split = new ArrayList<>();
        int most = 1 << random.nextInt(1, 10);
        for (Chunk chunk : chunks) {
            if (!chunk.type().equals("IDAT")) {
                split.add(chunk);
                continue;
            }
            byte[] data = chunk.data();
            for (int at = 0; at < data.length; ) {
                int length = Math.min(data.length - at, random.nextInt(most));
                split.add(chunk.with(java.util.Arrays.copyOfRange(data, at, at + length)));
                at += Math.max(length, random.nextInt(2));
            }
        }
        return split;
    }

    private static List<Chunk> inserted(List<Chunk> chunks, Chunk chunk, SplittableRandom random) {
        List<Chunk> inserted = new ArrayList<>(chunks);
        int copies = random.nextInt(8) == 0 ? random.nextInt(1, 50) : 1;
        int at = random.nextInt(inserted.size() + 1);
        for (int i = 0; i < copies; i++) {
            inserted.add(at, chunk);
        }
        return inserted;
    }

    private Chunk ancillary(SplittableRandom random) {
        byte[] noise = ByteEdits.noise(random.nextInt(64), random);
        return switch (random.nextInt(10)) {
            case 0 -> Chunk.of("zTXt", new byte[] {'a', 0, 0}, bomb);
            case 1 -> Chunk.of("iCCP", new byte[] {'a', 0, 0}, bomb);
            case 2 -> Chunk.of("iTXt", new byte[] {'a', 0, 1, 0, 0, 0}, bomb);
            case 3 -> Chunk.of("eXIf", ExifBlocks.block(random));
            case 4 -> Chunk.of("tRNS", noise);
            case 5 -> Chunk.of("PLTE", ByteEdits.noise(3 * random.nextInt(300), random));
            case 6 -> Chunk.of("acTL", PngFile.integer((int) ByteEdits.edge(random)), PngFile.integer(0));
            case 7 -> Chunk.of("fcTL", ByteEdits.noise(26, random));
            case 8 -> Chunk.of("fdAT", PngFile.integer(random.nextInt(4)), noise);
            default ->
                Chunk.of(
                        List.of("gAMA", "sBIT", "hIST", "cICP", "IEND", "IHDR", "pHYs")
                                .get(random.nextInt(7)),
                        noise);
        };
    }
}
