package dev.avitstreams.topology.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.microbatch.LookAhead;
import dev.avitstreams.topology.microbatch.OutcomeWait;
import dev.avitstreams.topology.summary.EventTime;
import dev.avitstreams.topology.summary.WindowSpec;
import dev.avitstreams.topology.tracing.FrameTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology on Kafka's test driver, without look-ahead: every frame is submitted when its turn comes. */
class FramePipelineTest {
    private static final Instant T0 = Instant.ofEpochSecond(1_700_000_000);

    private static final int ROOM_BYTES = 10_000;

    @TempDir
    java.nio.file.Path state;

    private final AvroSerdes serdes =
            new AvroSerdes(RegistryConfig.of("mock://frame-pipeline-test"), AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE);
    private final ScriptedClassifier classifier = new ScriptedClassifier();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> frames;
    private TestOutputTopic<String, FrameLabel> labels;
    private TestOutputTopic<String, HaltingSummary> summaries;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        TopicNames topics = TopicNames.DEFAULT;
        FrameTasks tasks = new FrameTasks(
                classifier,
                new ImageEventReader(serdes.imageEvents().deserializer()),
                (uri, sha256, length) -> {
                    throw new FrameRejectedException(ErrorCategory.REFERENCE_REFUSED, uri + " is not allowed");
                },
                Optional.empty());
        FramePipeline pipeline = new FramePipeline(
                topics,
                serdes,
                new LookAhead(tasks, Clock.systemUTC(), Duration.ofMinutes(1)),
                new OutcomeWait(Duration.ofMillis(50)),
                new TaskLanes(),
                new WindowSpec(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(5)),
                EventTime.DEFAULT,
                () -> "scripted:1",
                ROOM_BYTES,
                frame -> {},
                new FrameTracer(() -> telemetry, Clock.systemUTC()));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "frame-pipeline-test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        driver = new TopologyTestDriver(pipeline.build(), properties, T0);
        frames = driver.createInputTopic(topics.frames(), new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createOutputTopic(
                topics.labels(), new StringDeserializer(), serdes.frameLabels().deserializer());
        summaries = driver.createOutputTopic(
                topics.summaries(),
                new StringDeserializer(),
                serdes.haltingSummaries().deserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        serdes.close();
        telemetry.close();
    }

    @Test
    void aClassifiedFrameBecomesOneLabelThatSaysAll() {
        send("cam-1", 0, T0, 7);

        FrameLabel label = labels.readValue();
        assertThat(labels.isEmpty()).isTrue();
        assertThat(label.getFrameId()).isEqualTo("cam-1-0");
        assertThat(label.getSource().getOffset()).isZero();
        assertThat(label.getTop().get(0).getId()).isEqualTo("n7");
        assertThat(label.getTruth()).isEqualTo("n7");
        assertThat(label.getHalting().getPatches().array()).containsExactly(1, 2, 3, 3);
        assertThat(label.getHalting().getActiveTokens()).containsExactly(5, 4, 2);
        assertThat(label.getMacsExecuted()).isEqualTo(110);
        assertThat(label.getModel().getName()).isEqualTo("scripted");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void ofTheFramesHeadersOnlyTheTraceContextGoesAlong() {
        send("cam-1", 0, T0, 7);
        TestRecord<byte[], byte[]> traced =
                new TestRecord<>("cam-1".getBytes(StandardCharsets.UTF_8), serialized("cam-1", 1, T0, 7), T0);
        byte[] trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.UTF_8);
        traced.headers().add("traceparent", trace).add("large", new byte[2 << 20]);
        frames.pipeInput(traced);

        assertThat(labels.readRecord().headers()).extracting(Header::key).containsExactly("traceparent");
        SpanData span = spans.getFinishedSpanItems().get(1);
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        Headers headers = labels.readRecord().headers();
        assertThat(headers).extracting(Header::key).containsExactly("traceparent");
        assertThat(new String(headers.lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-" + span.getSpanId() + "-01");
    }

    @Test
    void everyOutcomeIsASpan() {
        send("cam-1", 0, T0, 7);
        send("cam-1", 1, T0, 0);

        assertThat(spans.getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("avit.outcome")))
                .containsExactly("classified", "rejected");
        assertThat(spans.getFinishedSpanItems().get(1).getStatus().getDescription())
                .isEqualTo("the image is zero");
    }

    @Test
    void labelsSummariesAndSpansSayAtWhichPointEachFrameWasComputed() {
        send("cam-1", 0, T0, 7);
        send("cam-1", 1, T0.plusSeconds(1), 200);
        send("cam-1", 2, T0.plusSeconds(2), 201);
        driver.advanceWallClockTime(Duration.ofSeconds(6));

        assertThat(labels.readValuesToList())
                .extracting(FrameLabel::getOperatingPoint)
                .containsExactly("default", "cheaper", "cheaper");
        assertThat(perCamera().get("cam-1"))
                .extracting(HaltingSummary::getOperatingPoints)
                .isEqualTo(Map.of("default", 1L, "cheaper", 2L));
        assertThat(spans.getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("avit.operating_point")))
                .containsExactly("default", "cheaper", "cheaper");
    }

    @Test
    void aBadFrameBecomesADeadLetterWithItsBytesAndReasonAndTheRestIsUntouched() {
        send("cam-1", 0, T0, 7);
        byte[] bad = send("cam-1", 1, T0, 0);
        send("cam-1", 2, T0, 8);

        assertThat(labels.readValuesToList())
                .extracting(FrameLabel::getSequence)
                .containsExactly(0L, 2L);
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo("cam-1".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.value()).isEqualTo(bad);
        DeadLetterHeaders why = DeadLetterHeaders.decode(letter.headers());
        assertThat(why.category()).isEqualTo("corrupt-image");
        assertThat(why.message()).isEqualTo("the image is zero");
        assertThat(why.offset()).isEqualTo(1);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void recordsThatAreNoImageEventsBecomeDeadLettersUnderTheirKey() {
        frames.pipeInput("cam-9".getBytes(StandardCharsets.UTF_8), "just text".getBytes(StandardCharsets.UTF_8), T0);
        frames.pipeInput(null, null, T0);

        List<TestRecord<byte[], byte[]>> letters = deadLetters.readRecordsToList();
        assertThat(letters)
                .extracting(r -> DeadLetterHeaders.decode(r.headers()).category())
                .containsExactly("unreadable-record", "unreadable-record");
        driver.advanceWallClockTime(Duration.ofSeconds(6));
        Map<String, HaltingSummary> byCamera = perCamera();
        assertThat(byCamera).containsOnlyKeys("cam-9", "unknown");
    }

    /** Labels, keys and summaries carry these texts: one of megabytes could never be sent, and would block its partition. */
    @Test
    void aFrameWithAnIdTooLongForItsLabelBecomesADeadLetterOfUnknownCamera() {
        byte[] bad = send("c".repeat(300), 0, T0, 7);

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).isEqualTo(bad);
        assertThat(DeadLetterHeaders.decode(letter.headers()).message())
                .startsWith("frameId has 302 characters")
                .endsWith("at most 256 are taken.");
        assertThat(labels.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofSeconds(6));
        assertThat(perCamera()).containsOnlyKeys("unknown");
    }

    /** A compressed record may be let in by its topic and be too large for the next once unpacked. */
    @Test
    void aBadFrameTooLargeToBeSentOnLeavesItsBytesWhereTheyAre() {
        byte[] key = "cam-9".getBytes(StandardCharsets.UTF_8);
        frames.pipeInput(new TestRecord<>(key, new byte[ROOM_BYTES - 5], T0));
        frames.pipeInput(new TestRecord<>(key, new byte[ROOM_BYTES], T0));

        assertThat(deadLetters.readValue()).hasSize(ROOM_BYTES - 5);
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(DeadLetterHeaders.decode(letter.headers()).message())
                .startsWith("The record's 10005 bytes do not fit among the dead letters, which take 10000;")
                .contains("it is at partition 0, offset 1.");
    }

    @Test
    void summariesAddUpPerCameraAndOverAll() {
        send("cam-1", 0, T0, 7);
        send("cam-1", 1, T0.plusSeconds(1), 7);
        send("cam-1", 2, T0.plusSeconds(2), 0);
        send("cam-2", 0, T0.plusSeconds(3), 8);
        driver.advanceWallClockTime(Duration.ofSeconds(6));
        driver.advanceWallClockTime(Duration.ofSeconds(11));

        List<HaltingSummary> all = summaries.readValuesToList();
        assertThat(all).extracting(HaltingSummary::getCameraId).containsExactlyInAnyOrder("cam-1", "cam-2", "*");
        HaltingSummary overall = all.stream()
                .filter(s -> s.getCameraId().equals("*"))
                .findFirst()
                .orElseThrow();
        assertThat(overall.getFrames()).isEqualTo(4);
        assertThat(overall.getClassified()).isEqualTo(3);
        assertThat(overall.getRejected()).containsExactly(Map.entry("corrupt-image", 1L));
        assertThat(overall.getLabels()).containsOnly(Map.entry("n7", 2L), Map.entry("n8", 1L));
        assertThat(overall.getDepthHistogram()).containsExactly(3L, 6L, 6L);
        assertThat(overall.getActiveTokens()).containsExactly(15L, 12L, 6L);
        assertThat(overall.getMeanDepth()).isEqualTo(11 / 5.0);
        assertThat(overall.getMinDepth()).isEqualTo(1);
        assertThat(overall.getMaxDepth()).isEqualTo(3);
        assertThat(overall.getSavedShare()).isEqualTo(1 - 110 / 150.0);
    }

    @Test
    void aFrameWithoutAnOutcomeFailsTheThreadAndForwardsNothing() {
        assertThatThrownBy(() -> send("cam-1", 0, T0, 255))
                .isInstanceOf(StreamsException.class)
                .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class)
                .cause()
                .hasMessageContaining("operator.timeout");
        assertThat(labels.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void noStoreOrRepartitionTopicEverSeesAnImage() {
        byte[] sent = send("cam-1", 0, T0, 7);
        driver.advanceWallClockTime(Duration.ofSeconds(30));
        driver.producedTopicNames().stream()
                .filter(topic -> topic.contains("changelog") || topic.contains("repartition"))
                .forEach(topic -> driver.createOutputTopic(
                                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .forEach(r -> assertThat(
                                        r.value() == null ? "" : new String(r.value(), StandardCharsets.ISO_8859_1))
                                .doesNotContain(new String(
                                        new byte[] {7, 'p', 'i', 'x', 'e', 'l', 's'}, StandardCharsets.ISO_8859_1))));
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("pixels");
        assertThat(driver.producedTopicNames()).anyMatch(topic -> topic.contains("changelog"));
    }

    private byte[] send(String camera, long sequence, Instant capturedAt, int image) {
        byte[] value = serialized(camera, sequence, capturedAt, image);
        frames.pipeInput(camera.getBytes(StandardCharsets.UTF_8), value, capturedAt);
        return value;
    }

    private byte[] serialized(String camera, long sequence, Instant capturedAt, int image) {
        byte[] pixels = {(byte) image, 'p', 'i', 'x', 'e', 'l', 's'};
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId(camera + "-" + sequence)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(capturedAt)
                .setEncoding(ImageEncoding.JPEG)
                .setImage(ByteBuffer.wrap(pixels))
                .setTruth("n" + image)
                .build();
        return serdes.imageEvents().serializer().serialize(TopicNames.DEFAULT.frames(), event);
    }

    private Map<String, HaltingSummary> perCamera() {
        return summaries.readValuesToList().stream()
                .collect(Collectors.toMap(HaltingSummary::getCameraId, s -> s, (a, b) -> a));
    }
}
