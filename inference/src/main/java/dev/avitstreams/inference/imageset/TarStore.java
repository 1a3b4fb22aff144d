package dev.avitstreams.inference.imageset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of an uncompressed tar, found once and then read where they lie. Understands plain (ustar) names and GNU
 * long ones.
 */
final class TarStore implements ImageStore {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int LONGEST_NAME = 1 << 16;
    private static final long LARGEST_IMAGE = 256L << 20;

    private record Entry(long start, int bytes) {}

    private final FileChannel channel;
    private final List<String> names = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    private TarStore(FileChannel channel) {
        this.channel = channel;
    }

    static TarStore open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            TarStore store = new TarStore(channel);
            store.index(file);
            return store;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void index(Path file) throws IOException {
        String longName = "";
        long at = 0;
        while (at + BLOCK <= channel.size()) {
            byte[] header = read(at, BLOCK);
            if (header[0] == 0) {
                return;
            }
            if (!checksumHolds(header)) {
                throw new IOException(file + " is not an uncompressed tar, or damaged at byte " + at
                        + "; unpack it or fetch it again");
            }
            long bytes = octal(header, SIZE_AT, SIZE_BYTES);
            long start = at + BLOCK;
            if (bytes < 0 || bytes > channel.size() - start) {
                throw new IOException(file + " ends within an entry of " + bytes + " bytes; fetch it again");
            }
            char type = (char) header[TYPE_AT];
            if (type == 'L' && bytes <= LONGEST_NAME) {
                longName = text(read(start, (int) bytes), 0, (int) bytes);
            } else {
                add(longName.isEmpty() ? name(header) : longName, type, start, bytes);
                longName = "";
            }
            at = start + (bytes + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    private void add(String name, char type, long start, long bytes) {
        if ((type == '0' || type == 0) && ImageStore.isImage(name) && bytes <= LARGEST_IMAGE) {
            names.add(name);
            entries.add(new Entry(start, (int) bytes));
        }
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX_AT, PREFIX_BYTES);
        String name = text(header, 0, NAME_BYTES);
        boolean ustar = text(header, 257, 6).equals("ustar");
        return ustar && !prefix.isEmpty() ? prefix + "/" + name : name;
    }

    /** The sum of all header bytes, its own field counted as blanks. */
    private static boolean checksumHolds(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
            sum += own ? ' ' : header[i] & 0xFF;
        }
        return sum == octal(header, CHECKSUM_AT, CHECKSUM_BYTES);
    }

    /** @return −1 if it is no octal number */
    private static long octal(byte[] header, int at, int length) {
        String digits = text(header, at, length).strip();
        return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : -1;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private byte[] read(long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the tar ended while it was read: was it changed meanwhile?");
            }
        }
        return buffer.array();
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public byte[] read(int index) throws IOException {
        Entry entry = entries.get(index);
        return read(entry.start(), entry.bytes());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
