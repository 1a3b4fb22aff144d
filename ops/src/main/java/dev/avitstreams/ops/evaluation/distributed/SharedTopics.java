package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicSpec;
import dev.avitstreams.schemas.topic.TopicValue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The two topics of a distributed evaluation: the chunks to share out, and the ledger. Everything written to them may be
 * written twice without harm.
 *
 * @param name of the evaluation, the same for all instances
 */
public record SharedTopics(AvitConfig config, String name) {
    private static final int MOST_PARTITIONS = 32;
    private static final int LEDGER_MESSAGE_BYTES = 8 << 20;

    public SharedTopics {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw CommandFailure.usage("--distributed is '" + name
                    + "', must be a name of letters, digits, dots, dashes and underscores, at most 100: topics are named"
                    + " after it.");
        }
    }

    /** Of the Kafka Streams application, which is its consumer group's too. */
    String applicationId() {
        return "avit-evaluate-" + name;
    }

    String chunks() {
        return applicationId() + "-chunks";
    }

    String ledger() {
        return applicationId() + "-ledger";
    }

    void createLedger() {
        create(spec(ledger(), "What a distributed evaluation has counted", 1, LEDGER_MESSAGE_BYTES));
    }

    private void create(TopicSpec topic) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
            admin.create(List.of(topic));
        }
    }

    private static TopicSpec spec(String name, String purpose, int partitions, int messageBytes) {
        return new TopicSpec(
                name,
                purpose,
                "chunk",
                new TopicValue.Untouched("of avit evaluate --distributed"),
                partitions,
                messageBytes,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
    }

    /** Writes the chunks that are not there yet; an instance that began to may have died. */
    void offer(List<Chunk> chunks) {
        int partitions = Math.max(1, Math.min(MOST_PARTITIONS, chunks.size()));
        create(spec(chunks(), "Chunks of a distributed evaluation", partitions, 0));
        Set<String> offered = offered();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int index = 0; index < chunks.size(); index++) {
                String chunk = chunks.get(index).toString();
                if (!offered.contains(chunk)) {
                    byte[] key = chunk.getBytes(StandardCharsets.UTF_8);
                    sent.add(producer.send(new ProducerRecord<>(chunks(), index % partitions, key, new byte[0])));
                }
            }
            await(sent);
        }
    }

    private Set<String> offered() {
        Set<String> found = new HashSet<>();
        try (TopicTail tail =
                TopicTail.open(StreamsSettings.consumer(config), List.of(chunks()), TopicTail.Start.BEGINNING)) {
            tail.readUntil(tail.ends(), record -> found.add(new String(record.key(), StandardCharsets.UTF_8)));
        }
        return found;
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                StreamsSettings.producer(config), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @throws CommandFailure if one was not taken */
    static void await(List<Future<?>> sent) {
        for (Future<?> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw CommandFailure.runtime("Cannot prepare the distributed evaluation: " + Sentences.of(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CommandFailure.runtime("Interrupted while preparing the distributed evaluation.", e);
            }
        }
    }
}
