package dev.avitstreams.ops.fuzz.record;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.ListEdits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Avro written by hand, field by field, so that a length need not be that of what follows it. */
final class RecordBodies {
    private static final int MOST_ATTRIBUTES = 200;
    private static final int LARGE = 1 << 20;
    private static final int LARGE_RECORDS = 200;

    private RecordBodies() {}

    static byte[] body(WriterSchema schema, SplittableRandom random) {
        List<byte[]> fields = new ArrayList<>();
        fields.add(text(name("frame", random), random));
        fields.add(text(name("camera", random), random));
        fields.add(number(random.nextInt(1000)));
        fields.add(number(random.nextInt(4) == 0 ? ByteEdits.edge(random) : 1_700_000_000_000_000L));
        fields.add(number(random.nextInt(10) == 0 ? ByteEdits.edge(random) : random.nextInt(4)));
        fields.add(union(random, text(new String(new char[random.nextInt(100)]), random)));
        fields.add(union(
                random,
                ByteEdits.joined(
                        text("file:/a", random), text("0".repeat(64), random), number(ByteEdits.edge(random)))));
        fields.add(union(random, text("n01440764", random)));
        fields.add(attributes(random));
        fields.add(extra(schema, random));
        for (int edits = Math.max(0, random.nextInt(5) - 2); edits > 0; edits--) {
            fields = ListEdits.edit(fields, field -> ByteEdits.damage(field, random), random);
        }
        return ByteEdits.joined(fields.toArray(byte[][]::new));
    }

    private static String name(String what, SplittableRandom random) {
        return random.nextInt(LARGE_RECORDS) == 0 ? what.repeat(random.nextInt(LARGE / 8)) : what + random.nextInt(100);
    }

    /** With its branch's number; the branches of our unions are null and one type. */
    private static byte[] union(SplittableRandom random, byte[] value) {
        return switch (random.nextInt(12)) {
            case 0 -> ByteEdits.joined(number(ByteEdits.edge(random)), value);
            case 1, 2, 3, 4, 5 -> ByteEdits.joined(number(1), value);
            default -> number(0);
        };
    }

    private static byte[] text(String text, SplittableRandom random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long length = random.nextInt(60) == 0 ? ByteEdits.edge(random) : bytes.length;
        return ByteEdits.joined(number(length), bytes);
    }

    private static byte[] attributes(SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = random.nextInt(LARGE_RECORDS) == 0 ? random.nextInt(LARGE / 8) : random.nextInt(MOST_ATTRIBUTES);
        out.writeBytes(number(random.nextInt(10) == 0 ? ByteEdits.edge(random) : count));
        for (int i = 0; i < count; i++) {
            byte[] key = Integer.toString(i, Character.MAX_RADIX).getBytes(StandardCharsets.US_ASCII);
            out.writeBytes(number(random.nextInt(3000) == 0 ? ByteEdits.edge(random) : key.length));
            out.writeBytes(key);
            out.writeBytes(number(0));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] extra(WriterSchema schema, SplittableRandom random) {
        boolean large = random.nextInt(LARGE_RECORDS) == 0;
        return switch (schema) {
            case OURS -> new byte[0];
            case CHAIN -> {
                byte[] links = new byte[random.nextInt(large ? 4 * LARGE : 50)];
                Arrays.fill(links, (byte) 2);
                yield ByteEdits.joined(links, new byte[1]);
            }
            case NOTHINGS, EMPTY_RECORDS, NESTED -> blocks(random.nextInt(large ? 5000 : 6), random);
            case FIXED -> ByteEdits.joined(number(1), ByteEdits.noise(random.nextInt(100), random));
        };
    }

    /** Counts of items without the items, some negative, as a block whose size is given has them. */
    private static byte[] blocks(int count, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(number(random.nextBoolean() ? random.nextInt(100) : ByteEdits.edge(random)));
            if (random.nextInt(4) == 0) {
                out.writeBytes(number(ByteEdits.edge(random)));
            }
        }
        out.write(0);
        return out.toByteArray();
    }

    /** Avro's zig-zag of variable length. */
    private static byte[] number(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value << 1 ^ value >> 63;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }
}
