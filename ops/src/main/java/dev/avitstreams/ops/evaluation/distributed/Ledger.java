package dev.avitstreams.ops.evaluation.distributed;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.topology.config.StreamsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The topic of one partition in which instances write down what they agreed on, and then what they counted in each chunk.
 * All read it from its beginning, so all see the same in the same order; of what is there twice, the first holds. Belongs
 * to one thread.
 */
public final class Ledger implements AutoCloseable {
    private static final byte[] AGREEMENT = "agreement".getBytes(StandardCharsets.UTF_8);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final SharedTopics topics;
    private final TopicTail tail;
    private final Deque<Partial> unread = new ArrayDeque<>();
    private @Nullable Agreement agreement;

    /** What was counted in one chunk. */
    record Partial(Chunk chunk, byte[] standing, String instance) {}

    private Ledger(SharedTopics topics, TopicTail tail) {
        this.topics = topics;
        this.tail = tail;
    }

    /** Makes the topic if it is not there. */
    public static Ledger open(SharedTopics topics) {
        topics.createLedger();
        return new Ledger(
                topics,
                TopicTail.open(
                        StreamsSettings.consumer(topics.config()),
                        List.of(topics.ledger()),
                        TopicTail.Start.BEGINNING));
    }

    public SharedTopics topics() {
        return topics;
    }

    /**
     * What was agreed on; where nothing was yet, makes a proposal.
     *
     * @param proposal asked for only if it is needed
     */
    public Agreement agree(Supplier<Agreement> proposal) {
        return known().orElseGet(() -> {
            propose(proposal.get());
            return known().orElseThrow(() -> CommandFailure.runtime("Topic '" + topics.ledger()
                    + "' does not hold what was written to it a moment ago; is something else removing it?"));
        });
    }

    /** As the ledger is now. */
    private Optional<Agreement> known() {
        Map<TopicPartition, Long> ends = tail.ends();
        while (agreement == null && !tail.hasReached(ends)) {
            tail.poll(POLL).forEach(this::take);
        }
        return Optional.ofNullable(agreement);
    }

    private void propose(Agreement proposal) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            byte[] value = MAPPER.writeValueAsBytes(proposal);
            SharedTopics.await(List.of(producer.send(new ProducerRecord<>(topics.ledger(), AGREEMENT, value))));
        } catch (IOException e) {
            throw new IllegalStateException("An agreement cannot be written down", e);
        }
    }

    /** What was written since the last call, waiting a little for it. */
    List<Partial> next(Duration atMost) {
        if (unread.isEmpty()) {
            tail.poll(atMost).forEach(this::take);
        }
        List<Partial> next = List.copyOf(unread);
        unread.clear();
        return next;
    }

    /** Gives all that is there by now, a part at a time. */
    void catchUp(Consumer<List<Partial>> reader) {
        Map<TopicPartition, Long> ends = tail.ends();
        reader.accept(next(Duration.ZERO));
        while (!tail.hasReached(ends)) {
            reader.accept(next(POLL));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        String key = new String(entry.key(), StandardCharsets.UTF_8);
        if (!Arrays.equals(entry.key(), AGREEMENT)) {
            byte[] instance =
                    entry.headers().lastHeader(ChunkProcessor.INSTANCE).value();
            unread.add(new Partial(Chunk.parse(key), entry.value(), new String(instance, StandardCharsets.UTF_8)));
        } else if (agreement == null) {
            agreement = read(entry.value());
        }
    }

    private Agreement read(byte[] value) {
        try {
            return MAPPER.readValue(value, Agreement.class);
        } catch (IOException e) {
            throw CommandFailure.usage("Topic '" + topics.ledger() + "' is of another version of avit ("
                    + e.getMessage() + "); take another name, or remove it with --remove.");
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
