package dev.avitstreams.ops.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the worker is, in memory that both processes share and that outlives the worker's sudden death. Written by the
 * worker's one thread; read by the other process, which may see an input's numbers a moment late.
 */
final class FuzzJournal {
    private static final int BYTES = 8192;
    private static final int INDEX = 0;
    private static final int DONE = 8;
    private static final int SLOWEST = 16;
    private static final int MOST_HEAP = 32;
    private static final int MOST_NATIVE = 48;
    private static final int OUTCOMES = 64;
    private static final int OUTCOME_BYTES = 64;
    private static final int NAME_BYTES = OUTCOME_BYTES - 9;

    private final MappedByteBuffer memory;

    private FuzzJournal(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** Made if missing, gone on with otherwise. */
    static FuzzJournal open(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new FuzzJournal(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the journal " + file + ": " + e.getMessage(), e);
        }
    }

    /** Index of the input being read; before the first, and after the last, one that is none of the run's. */
    long index() {
        return memory.getLong(INDEX);
    }

    void at(long index) {
        memory.putLong(INDEX, index);
    }

    long done() {
        return memory.getLong(DONE);
    }

    void done(String outcome) {
        for (int at = OUTCOMES; at + OUTCOME_BYTES <= BYTES; at += OUTCOME_BYTES) {
            String there = name(at);
            if (there.isEmpty()) {
                byte[] text = outcome.getBytes(StandardCharsets.US_ASCII);
                memory.put(at + 9, text, 0, Math.min(text.length, NAME_BYTES));
                memory.put(at + 8, (byte) Math.min(text.length, NAME_BYTES));
            }
            if (there.isEmpty() || there.equals(outcome)) {
                memory.putLong(at, memory.getLong(at) + 1);
                break;
            }
        }
        memory.putLong(DONE, done() + 1);
    }

    Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        for (int at = OUTCOMES; at + OUTCOME_BYTES <= BYTES && !name(at).isEmpty(); at += OUTCOME_BYTES) {
            outcomes.put(name(at), memory.getLong(at));
        }
        return outcomes;
    }

    private String name(int at) {
        byte[] name = new byte[memory.get(at + 8)];
        memory.get(at + 9, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    void took(long index, FuzzCost cost) {
        raise(SLOWEST, cost.processorNanos(), index);
        raise(MOST_HEAP, cost.heapBytes(), index);
        raise(MOST_NATIVE, cost.nativeBytes(), index);
    }

    private void raise(int at, long value, long index) {
        if (value > memory.getLong(at)) {
            memory.putLong(at, value);
            memory.putLong(at + 8, index);
        }
    }

    FuzzReport.Extreme slowest() {
        return extreme(SLOWEST);
    }

    FuzzReport.Extreme mostHeap() {
        return extreme(MOST_HEAP);
    }

    FuzzReport.Extreme mostNative() {
        return extreme(MOST_NATIVE);
    }

    private FuzzReport.Extreme extreme(int at) {
        return new FuzzReport.Extreme(memory.getLong(at), memory.getLong(at + 8));
    }
}
