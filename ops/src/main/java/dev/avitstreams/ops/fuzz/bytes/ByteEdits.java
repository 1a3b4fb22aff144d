package dev.avitstreams.ops.fuzz.bytes;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage of the kind that networks, disks and attackers do. */
public final class ByteEdits {
    /** Where programs go wrong: the ends of ranges, and sizes that multiply to more than an int. */
    private static final List<Long> EDGES = List.of(
            0L,
            1L,
            2L,
            7L,
            8L,
            127L,
            128L,
            255L,
            256L,
            4095L,
            32767L,
            32768L,
            65535L,
            65536L,
            1L << 20,
            1L << 24,
            (1L << 30) - 1,
            (1L << 31) - 1,
            1L << 31,
            (1L << 32) - 1,
            Long.MAX_VALUE,
            -1L,
            Long.MIN_VALUE);

    private static final int MOST_EDITS = 8;
    private static final int HEAD = 64;
    private static final int LONGEST_RUN = 512;

    private ByteEdits() {}

    public static long edge(SplittableRandom random) {
        long edge = EDGES.get(random.nextInt(EDGES.size()));
        return random.nextInt(4) == 0 ? edge + random.nextInt(-2, 3) : edge;
    }

    /** A few edits, often none but one. */
    public static byte[] damage(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        for (int edits = random.nextInt(1, 2 + random.nextInt(MOST_EDITS)); edits > 0 && damaged.length > 0; edits--) {
            damaged = edit(damaged, random);
        }
        return damaged;
    }

    private static byte[] edit(byte[] bytes, SplittableRandom random) {
        int at = position(bytes, random);
        return switch (random.nextInt(9)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 2, 3 -> number(bytes, at, random);
            case 4 -> Arrays.copyOf(bytes, at); // cut off
            case 5 -> replaced(bytes, at, run(bytes, at, random), new byte[0]);
            case 6 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + run(bytes, at, random)));
            case 7 -> replaced(bytes, at, 0, noise(random.nextInt(1, LONGEST_RUN), random));
            default -> {
                Arrays.fill(bytes, at, at + run(bytes, at, random), (byte) random.nextInt());
                yield bytes;
            }
        };
    }

    /** Most ways to hurt are near the beginning. */
    private static int position(byte[] bytes, SplittableRandom random) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEAD, bytes.length) : bytes.length);
    }

    private static int run(byte[] bytes, int at, SplittableRandom random) {
        return random.nextInt(1, 1 + Math.min(LONGEST_RUN, bytes.length - at));
    }

    /** An edge value over one, two, four or eight bytes, in either order. */
    private static byte[] number(byte[] bytes, int at, SplittableRandom random) {
        long value = edge(random);
        int width = Math.min(1 << random.nextInt(4), bytes.length - at);
        boolean little = random.nextBoolean();
        for (int i = 0; i < width; i++) {
            bytes[at + (little ? i : width - 1 - i)] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    /** The beginning of one and the end of another. */
    public static byte[] spliced(byte[] one, byte[] other, SplittableRandom random) {
        int from = random.nextInt(other.length + 1);
        byte[] head = Arrays.copyOf(one, random.nextInt(one.length + 1));
        return joined(head, Arrays.copyOfRange(other, from, other.length));
    }

    public static byte[] noise(int length, SplittableRandom random) {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) random.nextInt();
        }
        return noise;
    }

    public static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        return joined(Arrays.copyOf(bytes, at), by, Arrays.copyOfRange(bytes, at + length, bytes.length));
    }

    public static byte[] joined(byte[]... parts) {
        byte[] joined =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
