package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.evaluation.contest.Standing;
import dev.avitstreams.ops.evaluation.contest.StateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A standing as a few hundred kilobytes for a topic: its text, compressed, pictures of the gallery among it. */
final class PackedStanding {
    private PackedStanding() {}

    static byte[] pack(Standing standing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(StateFile.text(standing).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Standing unpack(byte[] packed) {
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return StateFile.standing(new String(unpacking.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
