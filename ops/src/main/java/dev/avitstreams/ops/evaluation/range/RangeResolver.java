package dev.avitstreams.ops.evaluation.range;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.range.Bound.At;
import dev.avitstreams.ops.evaluation.range.Bound.Offsets;
import dev.avitstreams.ops.evaluation.range.OffsetRange.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns two bounds into offsets, as the topic is at this moment.
 *
 * <p>Where brokers set the timestamps (LogAppendTime) they rise with the offsets, so a time is one offset. Where producers
 * do, records may lie in another order than their times: the stretch then goes on to the present end, and records are
 * taken by their own timestamp.
 */
public final class RangeResolver {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> all;
    private final Keeping keeping;
    private final boolean toleratesCut;
    private List<String> remarks = List.of();

    /**
     * @param consumer read_committed, so that its ends are those of the last finished transactions
     * @param partitions all of the topic, at least one
     * @param toleratesCut whether a range of which records were removed is taken as far as it is there
     */
    public RangeResolver(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Keeping keeping,
            boolean toleratesCut) {
        this.consumer = consumer;
        this.all = partitions;
        this.keeping = keeping;
        this.toleratesCut = toleratesCut;
    }

    /** What the person at the shell should know of the range that was resolved last, a sentence each. */
    public List<String> remarks() {
        return remarks;
    }

    /**
     * @param from the first that is in
     * @param to the first that is not
     * @throws CommandFailure if the bounds contradict each other, or records of the range are no longer there
     */
    public OffsetRange resolve(Bound from, Bound to) {
        List<TopicPartition> chosen = chosen(from, to);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(chosen);
        Map<TopicPartition, Long> ends = consumer.endOffsets(chosen);
        remarks = new Retention(consumer, begins, ends, keeping, Instant.now()).require(from, to, toleratesCut);
        Map<TopicPartition, Long> first = offsets(from, chosen, begins, ends);
        Map<TopicPartition, Long> last =
                to instanceof At && !keeping.isTimeOfAppend() ? ends : offsets(to, chosen, ends, ends);
        List<Span> spans = new ArrayList<>();
        for (TopicPartition partition : chosen) {
            long begin = offset(first, partition);
            long end = offset(last, partition);
            if (from instanceof Offsets && to instanceof Offsets && end < begin) {
                throw CommandFailure.usage("The range of partition " + partition.partition() + " begins at offset "
                        + begin + " and ends at " + end + "; --to must not lie before --from.");
            }
            long there = Math.max(begin, offset(begins, partition)); // later only where a cut is tolerated
            spans.add(new Span(partition.partition(), there, Math.max(there, end)));
        }
        return new OffsetRange(all.get(0).topic(), spans, limit(from), limit(to));
    }

    /** A time is only left to compare records with where offsets alone do not say it. */
    private Optional<Long> limit(Bound bound) {
        return bound instanceof At at && !keeping.isTimeOfAppend()
                ? Optional.of(at.time().toEpochMilli())
                : Optional.empty();
    }

    private List<TopicPartition> chosen(Bound from, Bound to) {
        if (from instanceof At start && to instanceof At stop && stop.time().isBefore(start.time())) {
            throw CommandFailure.usage("The range begins at " + start.time() + " and ends at " + stop.time()
                    + "; --to must not lie before --from.");
        }
        Set<Integer> wanted = new TreeSet<>();
        if (from instanceof Offsets first) {
            wanted.addAll(first.byPartition().keySet());
        }
        if (to instanceof Offsets last) {
            if (!wanted.isEmpty() && !wanted.equals(last.byPartition().keySet())) {
                throw CommandFailure.usage("--from names the partitions " + wanted + ", --to "
                        + last.byPartition().keySet() + "; they must be the same.");
            }
            wanted.addAll(last.byPartition().keySet());
        }
        return wanted.isEmpty() ? all : wanted.stream().map(this::existing).toList();
    }

    private TopicPartition existing(int partition) {
        return all.stream()
                .filter(candidate -> candidate.partition() == partition)
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("Topic '" + all.get(0).topic() + "' has no partition "
                        + partition + "; it has " + all.size() + ", counted from 0."));
    }

    /** @param edge what an open bound means */
    private Map<TopicPartition, Long> offsets(
            Bound bound, List<TopicPartition> chosen, Map<TopicPartition, Long> edge, Map<TopicPartition, Long> ends) {
        if (bound instanceof Offsets given) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            for (TopicPartition partition : chosen) {
                offsets.put(partition, given.byPartition().getOrDefault(partition.partition(), 0L));
            }
            return offsets;
        }
        return bound instanceof At at ? at(at.time(), chosen, ends) : edge;
    }

    /** The first record that is not before the time, or the end. */
    private Map<TopicPartition, Long> at(Instant time, List<TopicPartition> chosen, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        chosen.forEach(partition -> wanted.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : chosen) {
            OffsetAndTimestamp first = found.get(partition);
            long end = offset(ends, partition);
            offsets.put(partition, first == null ? end : Math.min(end, first.offset()));
        }
        return offsets;
    }

    static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new IllegalStateException("No offset is known of " + partition);
        }
        return offset;
    }

    /**
     * A range of an earlier report, as far as it is still there.
     *
     * @throws CommandFailure if it cannot be read whole and that is not tolerated
     */
    public OffsetRange again(OffsetRange range) {
        Map<Integer, Long> begins = new TreeMap<>();
        Map<Integer, Long> ends = new TreeMap<>();
        range.partitions().stream().filter(span -> span.offsets() > 0).forEach(span -> {
            begins.put(span.partition(), span.begin());
            ends.put(span.partition(), span.end());
        });
        List<TopicPartition> chosen =
                begins.keySet().stream().map(this::existing).toList();
        Map<TopicPartition, Long> kept = consumer.beginningOffsets(chosen);
        remarks = new Retention(consumer, kept, consumer.endOffsets(chosen), keeping, Instant.now())
                .require(new Offsets(begins), new Offsets(ends), toleratesCut);
        List<Span> spans = range.partitions().stream()
                .map(span -> {
                    TopicPartition partition = new TopicPartition(range.topic(), span.partition());
                    long begin = Math.max(span.begin(), kept.getOrDefault(partition, 0L));
                    return new Span(span.partition(), begin, Math.max(begin, span.end()));
                })
                .toList();
        return new OffsetRange(range.topic(), spans, range.notBefore(), range.before());
    }
}
