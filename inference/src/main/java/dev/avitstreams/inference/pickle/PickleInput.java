package dev.avitstreams.inference.pickle;

import dev.avitstreams.inference.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read from front to back; never beyond the end. */
final class PickleInput {
    private static final int LONGEST_LINE = 4096;

    private final ByteBuffer bytes;

    PickleInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int unsignedByte() {
        return need(1).get() & 0xFF;
    }

    int unsignedShort() {
        return need(2).getShort() & 0xFFFF;
    }

    int integer() {
        return need(4).getInt();
    }

    /** Big-endian, alone among all. */
    double real() {
        return Double.longBitsToDouble(Long.reverseBytes(need(8).getLong()));
    }

    /** An integer of so many bytes, two's complement. */
    long whole(int length) {
        if (length > Long.BYTES) {
            throw damaged("an integer of " + length + " bytes");
        }
        need(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes.get() & 0xFFL) << 8 * i;
        }
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    /** UTF-8 of so many bytes. */
    String text(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw damaged("a text of " + length + " bytes");
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Up to a line feed, which is left out. */
    String line() {
        int start = bytes.position();
        int end = start;
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        if (end == bytes.limit() || end - start > LONGEST_LINE) {
            throw damaged("a line without end");
        }
        String line = text((long) end - start);
        need(1).get();
        return line;
    }

    void skip(int length) {
        need(length);
        bytes.position(bytes.position() + length);
    }

    private ByteBuffer need(int length) {
        if (length > bytes.remaining()) {
            throw damaged("it ends too early");
        }
        return bytes;
    }

    ModelException damaged(String what) {
        return new ModelException("The checkpoint's pickle is damaged or of an unknown kind at byte " + bytes.position()
                + ": " + what + ". Fetch it again, or save its state dict as safetensors.");
    }
}
