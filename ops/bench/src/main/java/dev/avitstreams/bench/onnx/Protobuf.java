package dev.avitstreams.bench.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message in protobuf's wire format, being written. Long byte strings are kept, not copied. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE_FOLLOW = 0x80;

    private final List<byte[]> parts = new ArrayList<>();
    private long size;

    Protobuf number(int field, long value) {
        return append(varint(key(field, VARINT))).append(varint(value));
    }

    Protobuf real(int field, float value) {
        byte[] bytes = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        return append(varint(key(field, FIXED_32))).append(bytes);
    }

    Protobuf bytes(int field, byte[] value) {
        return append(varint(key(field, LENGTH_DELIMITED)))
                .append(varint(value.length))
                .append(value);
    }

    Protobuf text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** @param message complete: what is written to it later is not part of this one */
    Protobuf message(int field, Protobuf message) {
        append(varint(key(field, LENGTH_DELIMITED))).append(varint(message.size));
        message.parts.forEach(this::append);
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
    }

    private Protobuf append(byte[] part) {
        parts.add(part);
        size += part.length;
        return this;
    }

    private static long key(int field, int wireType) {
        return (long) field << 3 | wireType;
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.write((int) (rest & SEVEN_BITS) | MORE_FOLLOW);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }
}
