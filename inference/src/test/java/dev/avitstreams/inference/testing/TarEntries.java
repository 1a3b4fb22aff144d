package dev.avitstreams.inference.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a plain tar, read into memory. */
public final class TarEntries {
    private static final int BLOCK = 512;

    private TarEntries() {}

    /** One file: its path in the archive and its content. */
    public record Entry(String name, byte[] bytes) {}

    public static List<Entry> read(Path tar) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream file = Files.newInputStream(tar);
                DataInputStream in = new DataInputStream(file)) {
            byte[] header = in.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                int bytes = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = in.readNBytes(bytes);
                in.skipNBytes((BLOCK - bytes % BLOCK) % BLOCK);
                if (header[156] == '0' || header[156] == 0) {
                    entries.add(new Entry(text(header, 0, 100), content));
                }
                header = in.readNBytes(BLOCK);
            }
        }
        return entries;
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.US_ASCII);
    }
}
