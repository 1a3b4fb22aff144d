package dev.avitstreams.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.engine.BatchingFrameClassifier;
import dev.avitstreams.inference.engine.EngineConfig;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifiers;
import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.evaluation.Reports;
import dev.avitstreams.ops.evaluation.TestFrames;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameLabels;
import dev.avitstreams.topology.frames.FrameTask;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.PolledFrame;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** An embedded stack, some frames to fill topics with, and a tiny model, for {@code avit evaluate}. */
@SuppressWarnings("NullAway.Init") // set before all tests
abstract class TopicEvaluation {
    static final int FRAMES = 60;
    /** Recent, for topics keep a week. */
    static final long FIRST_MILLIS = Instant.now().minus(Duration.ofHours(2)).getEpochSecond() * 1000;

    @TempDir
    static Path folder;

    static EmbeddedStack stack;
    static AvroSerdes serdes;
    static KafkaProducer<byte[], byte[]> plain;
    static Admin admin;
    static String model;
    static List<TestFrames.Frame> frames;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TopicCatalogue.defaults());
        serdes = new AvroSerdes(stack.registry(), AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE);
        Map<String, Object> kafka = Map.of("bootstrap.servers", stack.bootstrapServers());
        plain = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(kafka);
        model = TinyModel.writeTo(folder.resolve("tiny")).toString();
        frames = TestFrames.make(FRAMES, FIRST_MILLIS);
    }

    /** The same frames in topics {@code frames-1}, {@code frames-4} and {@code frames-8}, of so many partitions. */
    static void fillTopics() throws Exception {
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
    static void fill(String topic, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings)))
                .all()
                .get();
        send(topic);
    }

    static void send(String topic) throws Exception {
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

    /**
     * Classifies the frames of {@code camera-frames} as the service does.
     *
     * @param points by which points
     */
    static List<FrameLabel> classify(PointPolicy points) throws Exception {
        List<FrameLabel> labels = new ArrayList<>();
        try (BatchingFrameClassifier classifier = FrameClassifiers.open(
                        ModelFolder.open(Path.of(model)),
                        BackendOptions.defaults(),
                        EngineConfig.defaults(),
                        DecodeLimits.DEFAULT,
                        EngineListener.NONE);
                TopicTail tail = TopicTail.open(
                        Map.of("bootstrap.servers", stack.bootstrapServers()),
                        List.of("camera-frames"),
                        TopicTail.Start.BEGINNING)) {
            classifier.points(points);
            FrameTasks tasks = new FrameTasks(
                    classifier,
                    new ImageEventReader(serdes.imageEvents().deserializer()),
                    (uri, sha256, length) -> new byte[0],
                    Optional.empty());
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.hasReached(ends)) {
                Map<PolledFrame, FrameTask> begun = new LinkedHashMap<>(); // together, so that they share batches
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(Duration.ofMillis(200))) {
                    FrameCoordinate at = new FrameCoordinate(record.topic(), record.partition(), record.offset());
                    PolledFrame frame =
                            new PolledFrame(at, Instant.ofEpochMilli(record.timestamp()), record.key(), record.value());
                    begun.put(frame, tasks.submit(frame));
                }
                for (Map.Entry<PolledFrame, FrameTask> one : begun.entrySet()) {
                    FrameTask task = one.getValue();
                    Classified outcome = (Classified) task.outcome().get();
                    labels.add(FrameLabels.of(
                            new ProcessedFrame(
                                    one.getKey().coordinate(),
                                    null,
                                    one.getKey().payload(),
                                    Instant.EPOCH,
                                    task.facts(),
                                    outcome),
                            outcome));
                }
            }
        }
        return labels;
    }

    static void publish(String topic, List<FrameLabel> labels) throws Exception {
        for (FrameLabel label : labels) {
            byte[] value = serdes.frameLabels().serializer().serialize(topic, label);
            plain.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    static Shell evaluate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--model", model));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        all.addAll(List.of("--registry", stack.registry().urls().get(0)));
        return Shell.run(all.toArray(String[]::new));
    }

    static JsonNode report(String name) throws IOException {
        return Reports.read(folder.resolve(name));
    }

    static String json(String name) {
        return folder.resolve(name).toString();
    }
}
