package dev.avitstreams.ops.evaluation.range;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.InWords;
import dev.avitstreams.ops.evaluation.range.Bound.At;
import dev.avitstreams.ops.evaluation.range.Bound.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether what was asked for is still kept, or there yet. Offsets tell it exactly. Of a time it is known only where its
 * partition still has an older record, or the topic's settings leave no doubt: a partition without recent frames is not a
 * cut one. In doubt it counts as cut.
 */
final class Retention {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final Keeping keeping;
    private final Instant now;
    private final List<String> remarks = new ArrayList<>();

    Retention(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Keeping keeping,
            Instant now) {
        this.consumer = consumer;
        this.begins = begins;
        this.ends = ends;
        this.keeping = keeping;
        this.now = now;
    }

    /**
     * Checks a range; one from the beginning misses nothing.
     *
     * @param toleratesCut whether what was removed may be missing; what is not there yet may not
     * @return what the person at the shell should know all the same, a sentence each
     * @throws CommandFailure saying how much is missing
     */
    List<String> require(Bound from, Bound to, boolean toleratesCut) {
        List<String> cut = new ArrayList<>();
        List<String> early = new ArrayList<>();
        for (TopicPartition partition : begins.keySet().stream()
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList()) {
            long begin = RangeResolver.offset(begins, partition);
            long end = RangeResolver.offset(ends, partition);
            missingAtStart(from, to, partition, begin, end).ifPresent(cut::add);
            missingAtEnd(to, partition, end).ifPresent(early::add);
        }
        if (!early.isEmpty() || (!cut.isEmpty() && !toleratesCut)) {
            List<String> missing = new ArrayList<>(cut);
            missing.addAll(early);
            throw new CommandFailure(
                    ExitStatus.INCOMPLETE_DATA,
                    "Part of the range is not there: " + String.join("; ", missing)
                            + ". Choose a range that is kept whole (--from beginning takes all there is)"
                            + (early.isEmpty() ? ", or --tolerate cut to evaluate what is left." : "."));
        }
        if (!cut.isEmpty()) {
            remarks.add("Part of the range is not there: " + String.join("; ", cut) + ". What is left is evaluated.");
        }
        return List.copyOf(remarks);
    }

    private Optional<String> missingAtStart(Bound from, Bound to, TopicPartition partition, long begin, long end) {
        if (begin == 0) {
            return Optional.empty();
        }
        if (from instanceof Offsets offsets) {
            long wanted = offsets.byPartition().getOrDefault(partition.partition(), 0L);
            long until =
                    to instanceof Offsets stops ? stops.byPartition().getOrDefault(partition.partition(), end) : end;
            long gone = Math.min(begin, until) - wanted;
            return gone > 0
                    ? Optional.of("of partition " + partition.partition() + " the offsets " + wanted + " to "
                            + (wanted + gone - 1) + " are no longer kept, " + gone + " of " + (until - wanted)
                            + "; the first that is left is " + begin)
                    : Optional.empty();
        }
        if (!(from instanceof At at)) {
            return Optional.empty();
        }
        OptionalLong timestamp = firstTimestamp(partition, begin, end);
        if (timestamp.isPresent() && timestamp.getAsLong() <= at.time().toEpochMilli()) {
            return Optional.empty();
        }
        if (keeping.stillKeeps(at.time(), now)) {
            remarks.add("Partition " + partition.partition() + " begins at offset " + begin
                    + "; by the topic's settings what was removed is older than the range, unless it was deleted by"
                    + " hand.");
            return Optional.empty();
        }
        if (timestamp.isEmpty()) {
            return Optional.of("partition " + partition.partition() + " is empty, its " + begin
                    + " offsets were removed, and some may have been of " + at.time() + " or later");
        }
        Instant first = Instant.ofEpochMilli(timestamp.getAsLong());
        return Optional.of("of partition " + partition.partition() + " the first " + begin
                + " offsets are no longer kept, the first record that is left is of " + first + ", "
                + InWords.of(Duration.between(at.time(), first)) + " after the range begins");
    }

    private static Optional<String> missingAtEnd(Bound to, TopicPartition partition, long end) {
        long wanted = to instanceof Offsets offsets ? offsets.byPartition().getOrDefault(partition.partition(), 0L) : 0;
        return wanted > end
                ? Optional.of("partition " + partition.partition() + " ends at offset " + end + " so far, "
                        + (wanted - end) + " before the range does")
                : Optional.empty();
    }

    /** Empty where nothing is left, but for transaction markers perhaps. */
    private OptionalLong firstTimestamp(TopicPartition partition, long begin, long end) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return OptionalLong.of(record.timestamp());
            }
        }
        return OptionalLong.empty();
    }
}
