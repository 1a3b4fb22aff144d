package dev.avitstreams.ops;

import static dev.avitstreams.ops.evaluation.Reports.withoutTheDay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.evaluation.TestFrames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which records {@code avit evaluate} takes of a topic, and what it says where some are gone. */
class EvaluateRangeIT extends TopicEvaluation {
    @BeforeAll
    static void fill() throws Exception {
        fillTopics();
    }

    @Test
    void aRangeByTimeIsFixedToOffsetsAndCanBeRunAgain() throws IOException {
        long from = FIRST_MILLIS + 20_000;
        long to = FIRST_MILLIS + 50_000;

        Shell first = evaluate(
                "--topic",
                "frames-4",
                "--from",
                "" + from,
                "--to",
                Instant.ofEpochMilli(to).toString(),
                "--json",
                json("range.json"));
        Shell again = evaluate("--range-file", json("range.json"), "--json", json("again.json"));

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(report("range.json").get("frames").intValue()).isEqualTo(30);
        assertThat(report("again.json").at("/provenance/range"))
                .isEqualTo(report("range.json").at("/provenance/range"));
        assertThat(withoutTheDay(report("again.json"))).isEqualTo(withoutTheDay(report("range.json")));
    }

    @Test
    void offsetsAreHalfOpen() throws IOException {
        Shell shell = evaluate("--topic", "frames-1", "--from", "0:10", "--to", "0:17", "--json", json("offsets.json"));

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(report("offsets.json").get("frames").intValue()).isEqualTo(7);
    }

    @Test
    void brokersTimesEndARangeByOffset() throws Exception {
        fill("appended", 2, Map.of("message.timestamp.type", "LogAppendTime"));

        Shell shell = evaluate("--topic", "appended", "--from", "1h", "--to", "now", "--json", json("appended.json"));

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(report("appended.json").get("frames").intValue()).isEqualTo(FRAMES);
        assertThat(report("appended.json").at("/provenance/range/before").isNull())
                .isTrue();
    }

    @Test
    void abortedAndOpenTransactionsAreNotSeenAndMarkersDoNotHoldItUp() throws Exception {
        admin.createTopics(List.of(new NewTopic("transactions", 1, (short) 1)))
                .all()
                .get();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "t"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int index = 0; index < 12; index++) {
                producer.beginTransaction();
                byte[] value = serdes.imageEvents()
                        .serializer()
                        .serialize("transactions", frames.get(index).event());
                producer.send(new ProducerRecord<>("transactions", value));
                if (index % 3 == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }

        Shell shell = evaluate("--topic", "transactions", "--json", json("transactions.json"));

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(report("transactions.json").get("frames").intValue()).isEqualTo(8);
    }

    @Test
    void removedRecordsAreMissed() throws Exception {
        fill("cut", 1, Map.of("retention.bytes", "1000000000")); // so that age alone does not tell what was removed
        remove("cut", 0, 25);

        Shell offsets = evaluate("--topic", "cut", "--from", "0:5", "--to", "0:45");
        Shell time = evaluate("--topic", "cut", "--from", "" + FIRST_MILLIS);
        Shell late = evaluate("--topic", "cut", "--from", "" + (FIRST_MILLIS + 30_000));
        Shell beginning = evaluate("--topic", "cut");

        assertThat(offsets.exitCode()).isEqualTo(3);
        assertThat(offsets.err())
                .contains(
                        "of partition 0 the offsets 5 to 24 are no longer kept, 20 of 40; the first that is left is 25");
        assertThat(time.exitCode()).isEqualTo(3);
        assertThat(time.err())
                .contains(
                        "the first 25 offsets are no longer kept",
                        "0 min 25 s after the range begins",
                        "--tolerate cut");
        assertThat(late.exitCode()).as(late.err()).isZero();
        assertThat(beginning.exitCode()).as(beginning.err()).isZero();
        assertThat(beginning.out()).contains("35 frames");
    }

    private static void remove(String topic, int partition, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    @Test
    void whatIsLeftOfACutRangeIsEvaluatedOnRequest() throws Exception {
        fill("cut-knowingly", 1, Map.of("retention.bytes", "1000000000"));
        remove("cut-knowingly", 0, 25);
        List<String> offsets =
                List.of("--topic", "cut-knowingly", "--from", "0:5", "--to", "0:45", "--tolerate", "cut");

        Shell left = evaluate(with(offsets, "--json", json("left.json")));
        Shell time = evaluate("--topic", "cut-knowingly", "--from", "" + FIRST_MILLIS, "--tolerate", "cut");
        Shell beyond = evaluate("--topic", "cut-knowingly", "--from", "0:5", "--to", "0:99", "--tolerate", "cut");

        assertThat(left.exitCode()).as(left.err()).isZero();
        assertThat(left.err()).contains("offsets 5 to 24 are no longer kept", "What is left is evaluated");
        assertThat(report("left.json").get("frames").intValue()).isEqualTo(20);
        assertThat(time.exitCode()).as(time.err()).isZero();
        assertThat(time.out()).contains("35 frames");
        assertThat(beyond.exitCode()).isEqualTo(3);
    }

    private static String[] with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Retention leaves just this behind: a beginning above 0, and nothing or younger records after it. */
    @Test
    void aPartitionThatWasIdleForLongIsNotTakenAsCut() throws Exception {
        Map<String, String> aDay = Map.of("retention.ms", "86400000", "retention.bytes", "-1");
        admin.createTopics(List.of(new NewTopic("idle", 3, (short) 1).configs(aDay)))
                .all()
                .get();
        for (int partition = 1; partition < 3; partition++) {
            for (int index = 0; index < 10; index++) {
                plain.send(new ProducerRecord<>("idle", partition, null, null, new byte[] {0}))
                        .get();
            }
            remove("idle", partition, 10);
        }
        for (int index = 0; index < 20; index++) { // partition 1 stays empty
            TestFrames.Frame frame = frames.get(index);
            byte[] value = serdes.imageEvents().serializer().serialize("idle", frame.event());
            plain.send(new ProducerRecord<>("idle", index % 2 * 2, frame.millis(), null, value))
                    .get();
        }

        Shell idle = evaluate("--topic", "idle", "--from", "" + (FIRST_MILLIS - 1000));
        Shell doubtful = evaluate("--topic", "idle", "--from", "25h");

        assertThat(idle.exitCode()).as(idle.err()).isZero();
        assertThat(idle.out()).contains("20 frames");
        assertThat(idle.err())
                .contains("Partition 1 begins at offset 10; by the topic's settings what was removed is older");
        assertThat(doubtful.exitCode()).isEqualTo(3);
        assertThat(doubtful.err())
                .contains(
                        "partition 1 is empty, its 10 offsets were removed, and some may have been of",
                        "of partition 2 the first 10 offsets are no longer kept");
    }
}
