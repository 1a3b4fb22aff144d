package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A PNG file taken apart, checksums left out: they are right again when it is put together. */
record PngFile(List<Chunk> chunks) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    /** More than any sound seed unpacks to. */
    private static final int MOST_UNPACKED = 1 << 18;

    /** @param file a sound one */
    static PngFile of(byte[] file) {
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).position(SIGNATURE.length);
        while (bytes.remaining() >= 12) {
            byte[] data = new byte[bytes.getInt()];
            byte[] type = new byte[4];
            bytes.get(type).get(data).getInt();
            chunks.add(new Chunk(new String(type, StandardCharsets.ISO_8859_1), data));
        }
        return new PngFile(chunks);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        for (Chunk chunk : chunks) {
            CRC32 crc = new CRC32();
            crc.update(chunk.name());
            crc.update(chunk.data());
            out.writeBytes(integer(chunk.data().length));
            out.writeBytes(chunk.name());
            out.writeBytes(chunk.data());
            out.writeBytes(integer((int) crc.getValue()));
        }
        return out.toByteArray();
    }

    PngFile with(List<Chunk> others) {
        return new PngFile(others);
    }

    /** All its pixel data, unpacked. */
    byte[] pixels() {
        byte[] packed = ByteEdits.joined(chunks.stream()
                .filter(chunk -> chunk.type().equals("IDAT"))
                .map(Chunk::data)
                .toArray(byte[][]::new));
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] pixels = new byte[MOST_UNPACKED];
            return Arrays.copyOf(pixels, inflater.inflate(pixels));
        } catch (DataFormatException e) {
            return packed;
        } finally {
            inflater.end();
        }
    }

    /** With other pixel data, packed into one chunk. */
    PngFile withPixels(byte[] pixels) {
        List<Chunk> others = new ArrayList<>(chunks);
        int at = others.stream().map(Chunk::type).toList().indexOf("IDAT");
        others.removeIf(chunk -> chunk.type().equals("IDAT"));
        others.add(at < 0 ? others.size() : at, new Chunk("IDAT", deflated(pixels)));
        return with(others);
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static byte[] integer(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
