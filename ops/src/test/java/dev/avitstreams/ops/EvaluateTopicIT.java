package dev.avitstreams.ops;

import static dev.avitstreams.ops.evaluation.Reports.withoutTheDay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.evaluation.TestFrames;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code avit evaluate} on topics, on the embedded stack and a tiny model. */
class EvaluateTopicIT extends TopicEvaluation {
    @BeforeAll
    static void fill() throws Exception {
        fillTopics();
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
        OperatingPoint point = ModelFolder.open(Path.of(model)).defaultOperatingPoint();
        List<FrameLabel> labels = classify(PointPolicy.fixed(point));
        labels.get(1).setOperatingPoint("another");
        publish("frame-labels", labels.subList(1, labels.size()));
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
