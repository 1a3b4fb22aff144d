package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** TIFF directories as EXIF has them: deep, in circles, or leading nowhere. */
final class ExifBlocks {
    private static final int ORIENTATION = 0x0112;
    private static final int[] TAGS = {ORIENTATION, 0x8769, 0x8825, 0xA005, 0x014A, 0x010F, 0x011A, 0x9286, 0x927C};
    private static final int ENTRY_BYTES = 12;

    private ExifBlocks() {}

    /** From the byte order mark on. */
    static byte[] block(SplittableRandom random) {
        int directories = random.nextInt(8) == 0 ? random.nextInt(1, 200) : random.nextInt(1, 4);
        int entries = random.nextInt(1, 6);
        int directoryBytes = 2 + entries * ENTRY_BYTES + 4;
        boolean little = random.nextBoolean();
        ByteBuffer block = ByteBuffer.allocate(8 + directories * directoryBytes)
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        block.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42);
        block.putInt(8);
        for (int i = 0; i < directories; i++) {
            block.putShort((short) (random.nextInt(10) == 0 ? ByteEdits.edge(random) : entries));
            for (int j = 0; j < entries; j++) {
                entry(block, block.capacity(), random);
            }
            int next = 8 + (i + 1) * directoryBytes;
            int back = 8 + random.nextInt(directories) * directoryBytes;
            block.putInt(random.nextInt(3) == 0 ? back : next);
        }
        byte[] bytes = block.array();
        return random.nextInt(3) == 0 ? ByteEdits.damage(bytes, random) : bytes;
    }

    private static void entry(ByteBuffer block, int length, SplittableRandom random) {
        int tag = TAGS[random.nextInt(TAGS.length)];
        block.putShort((short) tag);
        block.putShort((short) (tag == ORIENTATION ? 3 : random.nextInt(14)));
        block.putInt(random.nextInt(3) == 0 ? (int) ByteEdits.edge(random) : 1);
        if (tag == ORIENTATION) {
            block.putShort((short) random.nextInt(10)).putShort((short) 0);
        } else {
            block.putInt(random.nextBoolean() ? random.nextInt(length) : (int) ByteEdits.edge(random));
        }
    }
}
