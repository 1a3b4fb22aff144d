package dev.avitstreams.ops.evaluation.range;

import java.util.List;
import java.util.Optional;

/**
 * The records to evaluate, fixed once: evaluating the same again reads the same.
 *
 * @param partitions half-open, by partition
 * @param notBefore records with an earlier timestamp are left out, epoch milliseconds: where producers set the
 *     timestamps, the order of offsets is not that of time
 * @param before records with this timestamp or a later one are left out
 */
public record OffsetRange(String topic, List<Span> partitions, Optional<Long> notBefore, Optional<Long> before) {

    /** Offsets of one partition, from {@code begin} up to and without {@code end}. */
    public record Span(int partition, long begin, long end) {
        public Span {
            if (begin < 0 || end < begin) {
                throw new IllegalArgumentException("partition " + partition + " is to be read from offset " + begin
                        + " to " + end + ", which is no range");
            }
        }

        public long offsets() {
            return end - begin;
        }
    }

    public OffsetRange {
        partitions = List.copyOf(partitions);
    }

    public long offsets() {
        return partitions.stream().mapToLong(Span::offsets).sum();
    }

    /** Whether a record of this timestamp is in it; its offset is looked at elsewhere. */
    public boolean includes(long timestamp) {
        return notBefore.map(time -> timestamp >= time).orElse(true)
                && before.map(time -> timestamp < time).orElse(true);
    }
}
