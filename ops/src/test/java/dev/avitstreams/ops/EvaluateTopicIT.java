package dev.avitstreams.ops;

import static dev.avitstreams.ops.evaluation.Reports.withoutTheDay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.engine.EngineConfig;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.engine.FrameClassifiers;
import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.evaluation.Reports;
import dev.avitstreams.ops.evaluation.TestFrames;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameLabels;
import dev.avitstreams.topology.frames.FrameTask;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code avit evaluate} on stretches of topics, on the embedded stack and a tiny model. */
@SuppressWarnings("NullAway.Init") // set before all tests
class EvaluateTopicIT {
    private static final int FRAMES = 60;
    /** Recent, for topics keep a week. */
    private static final long FIRST_MILLIS =
            Instant.now().minus(Duration.ofHours(2)).getEpochSecond() * 1000;

    @TempDir
    static Path folder;

    private static EmbeddedStack stack;
    private static AvroSerdes serdes;
    private static KafkaProducer<byte[], byte[]> plain;
    private static Admin admin;
    private static String model;
    private static List<TestFrames.Frame> frames;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TopicCatalogue.defaults());
        serdes = new AvroSerdes(stack.registry(), AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE);
        Map<String, Object> kafka = Map.of("bootstrap.servers", stack.bootstrapServers());
        plain = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(kafka);
        model = TinyModel.writeTo(folder.resolve("tiny")).toString();
        frames = TestFrames.make(FRAMES, FIRST_MILLIS);
        for (int partitions : new int[] {1, 4, 8}) {
            fill("frames-" + partitions, partitions, Map.of());
        }
    }

    @AfterAll
    static void stop() {
        admin.close();
        plain.close();
        serdes.close();
        stack.close();
    }

    /** Sends all frames, with their own times. */
    private static void fill(String topic, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings)))
                .all()
                .get();
        send(topic);
    }

    private static void send(String topic) throws Exception {
        for (TestFrames.Frame frame : frames) {
            byte[] value = serdes.imageEvents().serializer().serialize(topic, frame.event());
            plain.send(new ProducerRecord<>(
                            topic,
                            null,
                            frame.millis(),
                            frame.event().getCameraId().getBytes(StandardCharsets.UTF_8),
                            value))
                    .get();
        }
    }

    private static Shell evaluate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--model", model));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        all.addAll(List.of("--registry", stack.registry().urls().get(0)));
        return Shell.run(all.toArray(String[]::new));
    }

    private static JsonNode report(String name) throws IOException {
        return Reports.read(folder.resolve(name));
    }

    private static String json(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void metricsAreTheSameToTheByteForAnyPartitionsBatchesAndWorkers() throws IOException {
        List<String> reports = new ArrayList<>();
        for (String partitions : List.of("1", "4", "8")) {
            for (String batch : List.of("1", "32")) {
                String name = "same-" + partitions + "-" + batch + ".json";

                Shell shell = evaluate(
                        "--topic",
                        "frames-" + partitions,
                        "--batch",
                        batch,
                        "--workers",
                        partitions.equals("4") ? "1" : "2",
                        "--compare",
                        "dense",
                        "--shift",
                        "3",
                        "--json",
                        json(name));

                assertThat(shell.exitCode()).as(shell.err()).isZero();
                reports.add(withoutTheDay(report(name)));
            }
        }

        assertThat(reports).hasSize(6).allMatch(reports.get(0)::equals);
        assertThat(reports.get(0)).contains("\"labelled\":" + FRAMES);
    }

    @Test
    void severalChunksOfOnePartitionAreEvaluatedOneAfterTheOther() throws Exception {
        fill("long", 1, Map.of());
        send("long");
        send("long");

        Shell alone = evaluate("--topic", "long", "--json", json("alone.json"));
        Shell shared = evaluate("--topic", "long", "--distributed", "long", "--json", json("chunks.json"));
        removeShared("long");

        assertThat(alone.exitCode()).as(alone.err()).isZero();
        assertThat(shared.exitCode()).as(shared.err()).isZero();
        assertThat(withoutTheDay(report("chunks.json"))).isEqualTo(withoutTheDay(report("alone.json")));
        assertThat(report("chunks.json").get("frames").intValue()).isEqualTo(3 * FRAMES);
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

    @Test
    void imagesAreDecodedAsTheServiceIsConfiguredTo() throws Exception {
        admin.createTopics(List.of(new NewTopic("large", 1, (short) 1))).all().get();
        byte[] jpeg = TestFrames.largeJpeg();
        ImageEvent event = ImageEvent.newBuilder(frames.get(0).event())
                .setEncoding(ImageEncoding.JPEG)
                .setImage(ByteBuffer.wrap(jpeg))
                .build();
        plain.send(new ProducerRecord<>(
                        "large", serdes.imageEvents().serializer().serialize("large", event)))
                .get();
        JsonNode exact = decoded("exact");
        JsonNode scaled = decoded("scaled");

        String surprise = "/metrics/contenders/0/negativeLogLikelihood";
        assertThat(exact.at("/provenance/decode").asText()).isEqualTo("exact");
        assertThat(scaled.at("/provenance/decode").asText()).isEqualTo("scaled");
        assertThat(scaled.at("/metrics/frames/imagesSha256")).isEqualTo(exact.at("/metrics/frames/imagesSha256"));
        assertThat(exact.at(surprise).doubleValue()).isEqualTo(surprise(jpeg, event, DecodeMode.EXACT));
        assertThat(scaled.at(surprise).doubleValue())
                .isEqualTo(surprise(jpeg, event, DecodeMode.SCALED))
                .isNotEqualTo(exact.at(surprise).doubleValue());
    }

    private static JsonNode decoded(String mode) throws IOException {
        Path config = Files.writeString(folder.resolve(mode + ".yaml"), """
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                frames: {decode: %s}
                """.formatted(
                        stack.bootstrapServers(), stack.registry().urls().get(0), mode));
        Shell shell = evaluate(
                "--topic",
                "large",
                "--config",
                config.toString(),
                "--json",
                json(mode + ".json"),
                "--point",
                "default");
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        return report(mode + ".json");
    }

    /** Worked out without the evaluator. */
    private static double surprise(byte[] jpeg, ImageEvent event, DecodeMode mode) throws Exception {
        ModelFolder tiny = ModelFolder.open(Path.of(model));
        int truth = Integer.parseInt(String.valueOf(event.getTruth()).substring(1));
        int side = tiny.manifest().architecture().imageSide();
        try (Backend backend = Backends.open(tiny, BackendOptions.defaults())) {
            var image = new ImageDecoder(side, DecodeLimits.DEFAULT, mode).decode(jpeg);
            float[] logits = backend.classify(List.of(image), tiny.defaultOperatingPoint())
                    .get(0)
                    .logits();
            return Judgement.of(
                            logits, truth, new int[] {1}, 1, 1, tiny.manifest().architecture())
                    .surprise();
        }
    }

    @Test
    void whatCannotBeReadIsSaidWithItsExitCode() {
        Shell missing = evaluate("--topic", "nowhere");
        Shell empty = evaluate("--topic", "frames-4", "--from", "2001-01-01T00:00:00Z", "--to", "2001-01-02T00:00:00Z");
        Shell beyond = evaluate("--topic", "frames-1", "--from", "0:50", "--to", "0:70");
        Shell backwards = evaluate("--topic", "frames-1", "--from", "0:50", "--to", "0:40");
        Shell nonsense = evaluate("--topic", "frames-1", "--from", "yesterday");

        assertThat(missing.exitCode()).isEqualTo(4);
        assertThat(missing.err()).contains("Topic 'nowhere' does not exist");
        assertThat(empty.exitCode()).isEqualTo(3);
        assertThat(empty.err()).contains("The range holds no frames");
        assertThat(beyond.exitCode()).isEqualTo(3);
        assertThat(beyond.err()).contains("partition 0 ends at offset 60 so far, 10 before the range does");
        assertThat(backwards.exitCode()).isEqualTo(2);
        assertThat(nonsense.exitCode()).isEqualTo(2);
        assertThat(nonsense.err()).contains("'yesterday' is neither a time");
    }

    @Test
    void truthFromAFileOrATopicReplacesTheFramesOwn() throws Exception {
        Path table = folder.resolve("truth.csv");
        List<String> lines = new ArrayList<>(List.of("frameId,class"));
        admin.createTopics(List.of(new NewTopic("truth", 2, (short) 1))).all().get();
        for (TestFrames.Frame frame : frames.subList(0, FRAMES - 2)) {
            lines.add(frame.event().getFrameId() + ",c3");
            plain.send(new ProducerRecord<>(
                            "truth",
                            frame.event().getFrameId().getBytes(StandardCharsets.UTF_8),
                            "c3".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        lines.add(frames.get(FRAMES - 1).event().getFrameId() + ",no-such-class");
        Files.write(table, lines);

        Shell file = evaluate("--topic", "frames-4", "--truth", table.toString(), "--json", json("truth.json"));
        Shell topic = evaluate(
                "--topic",
                "frames-4",
                "--truth-topic",
                "truth",
                "--tolerate",
                "unmatched",
                "--json",
                json("topic.json"));

        Shell shared = evaluate(
                "--topic",
                "frames-4",
                "--truth-topic",
                "truth",
                "--tolerate",
                "unmatched",
                "--distributed",
                "truth",
                "--json",
                json("shared-truth.json"));
        removeShared("truth");

        assertThat(file.exitCode()).isEqualTo(3);
        assertThat(shared.exitCode()).as(shared.err()).isZero();
        assertThat(report("shared-truth.json").get("metrics"))
                .isEqualTo(report("topic.json").get("metrics"));
        assertThat(file.err())
                .contains("2 of 60 frames have no truth: of 1 nothing is said, 1 are of classes the model"
                        + " does not have [no-such-class]");
        assertThat(topic.exitCode()).as(topic.err()).isZero();
        JsonNode one = report("truth.json");
        assertThat(one.at("/metrics/contenders/0/classes").findValuesAsText("id"))
                .contains("c3");
        assertThat(one.at("/metrics/frames/labelled").intValue()).isEqualTo(FRAMES - 2);
        assertThat(report("topic.json").at("/metrics/contenders")).isEqualTo(one.at("/metrics/contenders"));
    }

    @Test
    void brokenFramesAreCountedAndTheOthersEvaluated() throws Exception {
        fill("broken", 2, Map.of());
        plain.send(new ProducerRecord<>("broken", "no avro".getBytes(StandardCharsets.UTF_8)))
                .get();
        plain.send(new ProducerRecord<>("broken", null)).get();

        Shell shell = evaluate("--topic", "broken", "--json", json("broken.json"), "--tolerate", "unmatched");
        Shell accepted = evaluate("--topic", "broken", "--tolerate", "rejected", "unmatched");

        assertThat(shell.exitCode()).isEqualTo(3);
        assertThat(shell.err()).contains("Not everything was classified: unreadable-record 2");
        assertThat(report("broken.json").at("/metrics/contenders/0/frames").intValue())
                .isEqualTo(FRAMES);
        assertThat(report("broken.json").get("frames").intValue()).isEqualTo(FRAMES + 2);
        assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    }

    @Test
    void replayEqualsWhatTheOperatorPublishedToTheBit() throws Exception {
        send("camera-frames");
        List<FrameLabel> labels = publish();
        Path gates = Files.writeString(folder.resolve("skew.yaml"), "gates: [{metric: skewDiffering, at-most: 0}]");

        Shell same = evaluate(
                "--from", "beginning", "--published", "--gates", gates.toString(), "--json", json("skew.json"));
        Shell other = evaluate("--from", "beginning", "--published", "--shift", "1", "--point", "default");
        Shell shared =
                evaluate("--from", "beginning", "--published", "--distributed", "skew", "--json", json("shared.json"));

        assertThat(same.exitCode()).as(same.err() + same.out()).isZero();
        JsonNode skew = report("skew.json").at("/metrics/skew");
        assertThat(skew.get("equal").intValue()).isEqualTo(labels.size() - 1);
        assertThat(skew.get("unpublished").intValue()).isEqualTo(1);
        assertThat(skew.at("/notComparable").toString()).contains("another of weights");
        assertThat(other.exitCode()).as(other.err()).isZero();
        assertThat(shared.exitCode()).as(shared.err()).isZero();
        assertThat(report("shared.json").get("metrics"))
                .isEqualTo(report("skew.json").get("metrics"));
        removeShared("skew");
    }

    private static void removeShared(String name) {
        Shell removal =
                Shell.run("evaluate", "--distributed", name, "--remove", "--bootstrap", stack.bootstrapServers());
        assertThat(removal.exitCode()).as(removal.err()).isZero();
    }

    /** Classifies the frames as the service does and publishes all labels but one, one of them of another point. */
    private static List<FrameLabel> publish() throws Exception {
        ModelFolder folder = ModelFolder.open(Path.of(model));
        List<FrameLabel> labels = new ArrayList<>();
        try (FrameClassifier classifier = FrameClassifiers.open(
                        folder,
                        BackendOptions.defaults(),
                        EngineConfig.defaults(),
                        DecodeLimits.DEFAULT,
                        EngineListener.NONE);
                var tail = TopicTail.open(
                        Map.of("bootstrap.servers", stack.bootstrapServers()),
                        List.of("camera-frames"),
                        TopicTail.Start.BEGINNING)) {
            FrameTasks tasks = new FrameTasks(
                    classifier,
                    new ImageEventReader(serdes.imageEvents().deserializer()),
                    (uri, sha256, length) -> new byte[0],
                    Optional.empty());
            var ends = tail.ends();
            while (!tail.hasReached(ends)) {
                for (var record : tail.poll(Duration.ofMillis(200))) {
                    FrameCoordinate at = new FrameCoordinate(record.topic(), record.partition(), record.offset());
                    FrameTask task = tasks.submit(at, record.timestamp(), record.value());
                    var outcome = task.outcome().get();
                    labels.add(FrameLabels.of(
                            new ProcessedFrame(at, null, record.value(), Instant.EPOCH, task.facts(), outcome),
                            (Classified) outcome));
                }
            }
        }
        labels.get(1).setOperatingPoint("another");
        for (FrameLabel label : labels.subList(1, labels.size())) {
            byte[] value = serdes.frameLabels().serializer().serialize("frame-labels", label);
            plain.send(new ProducerRecord<>("frame-labels", value)).get();
        }
        return labels.subList(1, labels.size());
    }

    @Test
    void gatesDecideTheExitCodeAndAreWrittenForBuildServers() throws IOException {
        Path gates = Files.writeString(folder.resolve("gates.yaml"), """
                gates:
                  - {metric: top1, at-least: 0.0, may-fall-by: 0.01}
                  - {metric: gmacs, at-most: 0.0}
                """);
        Shell base = evaluate("--topic", "frames-1", "--json", json("baseline.json"));

        Shell failed = evaluate(
                "--topic",
                "frames-1",
                "--gates",
                gates.toString(),
                "--baseline",
                json("baseline.json"),
                "--junit",
                json("gates.xml"),
                "--json",
                json("gated.json"));
        Shell without = evaluate("--topic", "frames-1", "--gates", gates.toString());

        assertThat(base.exitCode()).isZero();
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("✗ gmacs is", "✓ top1 is");
        assertThat(folder.resolve("gates.xml")).content().contains("tests=\"4\" failures=\"1\" errors=\"0\"");
        assertThat(report("gated.json").get("gates")).hasSize(3);
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("give --baseline");
    }

    @Test
    void nothingIsCommittedAndNoGroupAppears() throws Exception {
        Shell shell = evaluate("--topic", "frames-8");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(admin.listGroups().all().get()).isEmpty();
    }
}
