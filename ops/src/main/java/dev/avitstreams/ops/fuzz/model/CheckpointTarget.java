package dev.avitstreams.ops.fuzz.model;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.pickle.TorchCheckpoint;
import dev.avitstreams.ops.fuzz.FuzzTarget;
import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.ListEdits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** PyTorch checkpoints: the archive, its pickle operation by operation, and every tensor that is found in it. */
public final class CheckpointTarget implements FuzzTarget {
    private static final int STORAGE_BYTES = 24;
    /** One in so many holds one operation so often that it unpacks to megabytes. */
    private static final int LARGE = 1000;

    private static final int LARGEST_REPEAT = 12 << 20;

    private final ScratchFile file = new ScratchFile("model.pth");

    @Override
    public byte[] input(SplittableRandom random) {
        if (random.nextInt(LARGE) == 0) {
            return archive(bomb(random), random);
        }
        List<byte[]> operations = PickleOperations.stateDict();
        if (random.nextInt(4) == 0) {
            return ByteEdits.damage(archive(ByteEdits.joined(operations.toArray(byte[][]::new)), random), random);
        }
        for (int edits = random.nextInt(1, 5); edits > 0; edits--) {
            operations = ListEdits.edit(operations, operation -> changed(operation, random), random);
        }
        return archive(ByteEdits.joined(operations.toArray(byte[][]::new)), random);
    }

    private static byte[] changed(byte[] operation, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> PickleOperations.any(random);
            case 1 ->
                ByteBuffer.allocate(11)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) 0x8A)
                        .put((byte) 8)
                        .putLong(ByteEdits.edge(random))
                        .array();
            default -> ByteEdits.damage(operation, random);
        };
    }

    /** A long list of values; or a shape of very many sizes, asked for very often. */
    private static byte[] bomb(SplittableRandom random) {
        byte[] start = {(byte) 0x80, 2, '('};
        byte[] many = new byte[random.nextInt(LARGEST_REPEAT)];
        byte[] kinds = {')', '}', 'N', '(', (byte) 0x94, 'K'};
        Arrays.fill(many, kinds[random.nextInt(kinds.length)]);
        if (random.nextBoolean()) {
            return ByteEdits.joined(start, new byte[] {'N'}, many, new byte[] {'t', '.'});
        }
        List<byte[]> calls = new ArrayList<>(PickleOperations.tensorOfManySizes(random.nextInt(100_000)));
        calls.addAll(Collections.nCopies(random.nextInt(100_000), PickleOperations.CALL_AGAIN));
        return ByteEdits.joined(calls.toArray(byte[][]::new));
    }

    private static byte[] archive(byte[] pickle, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "model/data.pkl", pickle);
            entry(zip, "model/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            entry(zip, "model/data/0", new byte[random.nextInt(8) == 0 ? random.nextInt(64) : STORAGE_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public String read(byte[] input) throws IOException {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file.holding(input))) {
            for (String name : checkpoint.names()) {
                ByteBuffer unused = checkpoint.data(name);
            }
            return "accepted";
        } catch (ModelException e) {
            return "refused";
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
