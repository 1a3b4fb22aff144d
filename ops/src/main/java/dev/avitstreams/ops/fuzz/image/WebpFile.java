package dev.avitstreams.ops.fuzz.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebP file taken apart; lengths are right again when it is put together. */
record WebpFile(List<Chunk> chunks) {

    /** @param file a sound one */
    static WebpFile of(byte[] file) {
        return new WebpFile(
                chunks(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(12)));
    }

    private static List<Chunk> chunks(ByteBuffer bytes) {
        List<Chunk> chunks = new ArrayList<>();
        while (bytes.remaining() >= 8) {
            byte[] type = new byte[4];
            bytes.get(type);
            byte[] data = new byte[Math.min(bytes.getInt(), bytes.remaining())];
            bytes.get(data);
            bytes.position(Math.min(bytes.limit(), bytes.position() + (data.length & 1)));
            chunks.add(new Chunk(new String(type, StandardCharsets.ISO_8859_1), data));
        }
        return chunks;
    }

    WebpFile with(List<Chunk> others) {
        return new WebpFile(others);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        chunks.forEach(chunk -> out.writeBytes(bytes(chunk)));
        return bytes(new Chunk("RIFF", out.toByteArray()));
    }

    static byte[] bytes(Chunk chunk) {
        int length = chunk.data().length;
        return ByteBuffer.allocate(8 + length + (length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(chunk.name())
                .putInt(length)
                .put(chunk.data())
                .array();
    }

    /** A number of three bytes. */
    static byte[] three(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }
}
