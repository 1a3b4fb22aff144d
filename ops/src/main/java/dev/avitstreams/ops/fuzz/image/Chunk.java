package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A part of a PNG or WebP file.
 *
 * @param type four characters
 */
record Chunk(String type, byte[] data) {

    static Chunk of(String type, byte[]... data) {
        return new Chunk(type, ByteEdits.joined(data));
    }

    byte[] name() {
        return type.getBytes(StandardCharsets.ISO_8859_1);
    }

    Chunk with(byte[] other) {
        return new Chunk(type, other);
    }

    Chunk damaged(SplittableRandom random) {
        return with(ByteEdits.damage(data, random));
    }
}
