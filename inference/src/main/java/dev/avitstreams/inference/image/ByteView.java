package dev.avitstreams.inference.image;

/** Reads numbers out of a byte array, unsigned. The caller checks bounds against {@link #length()}. */
record ByteView(byte[] bytes) {

    int length() {
        return bytes.length;
    }

    /** Whether {@code count} bytes can be read at {@code at}. */
    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at + count <= bytes.length;
    }

    int u8(int at) {
        return bytes[at] & 0xFF;
    }

    /** Big-endian. */
    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Big-endian. */
    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    int u16Little(int at) {
        return u8(at + 1) << 8 | u8(at);
    }

    int u24Little(int at) {
        return u8(at + 2) << 16 | u16Little(at);
    }

    long u32Little(int at) {
        return (long) u16Little(at + 2) << 16 | u16Little(at);
    }

    boolean hasAscii(int at, String text) {
        if (!has(at, text.length())) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
