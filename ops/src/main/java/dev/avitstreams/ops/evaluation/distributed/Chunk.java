package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.range.OffsetRange.Span;
import java.util.ArrayList;
import java.util.List;

/** Offsets of one partition that one instance evaluates at a stretch, from {@code begin} up to and without {@code end}. */
record Chunk(int partition, long begin, long end) {
    private static final int CHUNKS = 1000;
    private static final int LEAST = 64;
    private static final int MOST = 1024;

    /**
     * Offsets to a chunk: few enough that little is lost with an instance and all have work to the end, so many that what
     * is counted of a chunk is small beside its frames.
     */
    static int sizeFor(OffsetRange range) {
        return (int) Math.max(LEAST, Math.min(MOST, range.offsets() / CHUNKS));
    }

    /** All of a range, each offset in one chunk. */
    static List<Chunk> of(OffsetRange range, int size) {
        List<Chunk> chunks = new ArrayList<>();
        for (Span span : range.partitions()) {
            for (long begin = span.begin(); begin < span.end(); begin += size) {
                chunks.add(new Chunk(span.partition(), begin, Math.min(begin + size, span.end())));
            }
        }
        return chunks;
    }

    /** Reads what {@link #toString} wrote. */
    static Chunk parse(String text) {
        String[] numbers = text.split("[:-]", -1);
        if (numbers.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is no chunk, as 3:1000-2000");
        }
        return new Chunk(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    long offsets() {
        return end - begin;
    }

    /** This part of a range; records are taken by their timestamps as there. */
    OffsetRange in(OffsetRange range) {
        return new OffsetRange(
                range.topic(), List.of(new Span(partition, begin, end)), range.notBefore(), range.before());
    }

    @Override
    public String toString() {
        return partition + ":" + begin + "-" + end;
    }
}
