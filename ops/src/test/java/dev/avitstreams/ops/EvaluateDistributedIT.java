package dev.avitstreams.ops;

import static dev.avitstreams.ops.evaluation.Reports.withoutTheDay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.evaluation.Reports;
import dev.avitstreams.ops.evaluation.TestFrames;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.process.AvitProcesses;
import dev.avitstreams.ops.process.ChildProcess;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code avit evaluate --distributed} by processes that are killed, stopped, and started again. */
@SuppressWarnings("NullAway.Init") // set before all tests
class EvaluateDistributedIT {
    private static final String TOPIC = "frames";
    private static final int PARTITIONS = 4;
    private static final int FRAMES = 960;
    private static final int TRANSACTION = 80;
    private static final int HEAP_MEBIBYTES = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    private static EmbeddedStack stack;
    private static Admin admin;
    private static String model;
    private static String wanted;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TopicCatalogue.defaults());
        admin = Admin.create(kafka());
        model = TinyModel.writeTo(folder.resolve("tiny")).toString();
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                .all()
                .get();
        fill();
        Shell alone = Shell.run(arguments("alone.json").toArray(String[]::new));
        assertThat(alone.exitCode()).as(alone.err()).isZero();
        wanted = withoutTheDay(report("alone.json"));
    }

    @AfterAll
    static void stop() {
        admin.close();
        stack.close();
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", stack.bootstrapServers());
    }

    /** All frames over all partitions, in transactions, so that offsets have gaps; every fourth is aborted. */
    private static void fill() {
        Map<String, Object> properties = Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "t");
        List<TestFrames.Frame> frames =
                TestFrames.make(FRAMES, Instant.now().minus(Duration.ofHours(3)).toEpochMilli());
        try (AvroSerdes serdes = new AvroSerdes(stack.registry(), AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int from = 0; from < FRAMES; from += TRANSACTION) {
                producer.beginTransaction();
                for (int index = from; index < from + TRANSACTION; index++) {
                    TestFrames.Frame frame = frames.get(index);
                    byte[] value = serdes.imageEvents().serializer().serialize(TOPIC, frame.event());
                    var unused =
                            producer.send(new ProducerRecord<>(TOPIC, index % PARTITIONS, frame.millis(), null, value));
                }
                if (from / TRANSACTION % 4 == 3) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
    }

    /** Of an evaluation that takes some time. */
    private static List<String> arguments(String json, String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--model", model, "--topic", TOPIC));
        arguments.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        arguments.addAll(List.of("--registry", stack.registry().urls().get(0)));
        arguments.addAll(List.of("--compare", "dense", "random", "--shift", "2", "--workers", "1"));
        arguments.addAll(List.of("--json", folder.resolve(json).toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static ChildProcess instance(String name, String json) {
        return AvitProcesses.start(HEAP_MEBIBYTES, log(json), arguments(json, "--distributed", name));
    }

    private static Path log(String json) {
        return folder.resolve(json + ".log");
    }

    private static JsonNode report(String name) throws IOException {
        return Reports.read(folder.resolve(name));
    }

    /** Waits until so many instances have counted chunks. */
    private static void awaitInstances(String name, int count) {
        String ledger = "avit-evaluate-" + name + "-ledger";
        await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().contains(ledger));
        Set<String> instances = new HashSet<>();
        try (TopicTail tail = TopicTail.open(kafka(), List.of(ledger), TopicTail.Start.BEGINNING)) {
            await().atMost(PATIENCE).until(() -> {
                tail.poll(Duration.ofMillis(50)).forEach(entry -> {
                    Header header = entry.headers().lastHeader("instance");
                    if (header != null) {
                        instances.add(new String(header.value(), StandardCharsets.UTF_8));
                    }
                });
                return instances.size() >= count;
            });
        }
    }

    private static void assertEndsWell(ChildProcess instance, String json) throws IOException {
        assertThat(instance.awaitExit(PATIENCE)).as("has ended").isTrue();
        assertThat(instance.exitCode()).as(Files.readString(log(json))).hasValue(0);
    }

    @Test
    void instancesOfWhichOneIsKilledReportWhatOneAloneDoes() throws Exception {
        try (ChildProcess killed = instance("two", "killed.json")) {
            awaitInstances("two", 1);
            killed.stop(); // so that it cannot finish before the other has begun
            try (ChildProcess other = instance("two", "other.json")) {
                awaitInstances("two", 2);
                killed.kill();
                try (ChildProcess again = instance("two", "again.json")) {
                    assertEndsWell(other, "other.json");
                    assertEndsWell(again, "again.json");
                }
            }
        }

        assertThat(folder.resolve("killed.json")).doesNotExist();
        assertThat(withoutTheDay(report("other.json"))).isEqualTo(wanted);
        assertThat(withoutTheDay(report("again.json"))).isEqualTo(wanted);
        assertThat(report("other.json").at("/provenance/instances").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(report("other.json").at("/frames").intValue()).isEqualTo(FRAMES * 3 / 4);
        assertThat(admin.listGroups().all().get().stream().map(GroupListing::groupId))
                .doesNotContain("avit-streams")
                .contains("avit-evaluate-two");

        Shell late = Shell.run(arguments("late.json", "--distributed", "two").toArray(String[]::new));
        Shell otherwise = Shell.run(
                arguments("x.json", "--distributed", "two", "--seed", "2").toArray(String[]::new));
        Shell removal = remove("two");

        assertThat(late.exitCode()).as(late.err()).isZero();
        assertThat(withoutTheDay(report("late.json"))).isEqualTo(wanted);
        assertThat(otherwise.exitCode()).isEqualTo(2);
        assertThat(otherwise.err()).contains("The distributed evaluation is another one", "seed 1", "seed 2");
        assertThat(removal.exitCode()).as(removal.err()).isZero();
        assertThat(removal.out())
                .contains(
                        "consumer group avit-evaluate-two",
                        "topic avit-evaluate-two-chunks",
                        "topic avit-evaluate-two-ledger");
        assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("avit-evaluate-two"));
        assertThat(remove("two").out()).contains("There was nothing to remove");
    }

    private static Shell remove(String name) {
        return Shell.run("evaluate", "--distributed", name, "--remove", "--bootstrap", stack.bootstrapServers());
    }

    @Test
    void anInstanceThatIsStoppedEndsAtOnceAndTheSameCommandGoesOn() throws Exception {
        try (ChildProcess stopped = instance("one", "stopped.json")) {
            awaitInstances("one", 1);
            Shell busy = remove("one");
            assertThat(busy.exitCode()).isEqualTo(4);
            assertThat(busy.err()).contains("Instances are still at work on 'one'");

            stopped.terminate();

            assertThat(stopped.awaitExit(Duration.ofSeconds(30))).isTrue();
            assertThat(stopped.exitCode()).hasValue(143);
            assertThat(log("stopped.json")).content().contains("the same command joins them again");
        }

        Shell again = Shell.run(arguments("rest.json", "--distributed", "one").toArray(String[]::new));

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("`avit evaluate --distributed one --remove` removes them");
        assertThat(withoutTheDay(report("rest.json"))).isEqualTo(wanted);
    }

    @Test
    void whatCannotBeSharedIsRefused() {
        Shell images = Shell.run("evaluate", "--images", folder.toString(), "--distributed", "no");
        Shell state = Shell.run("evaluate", "--distributed", "no", "--state", "s.json");
        Shell rate = Shell.run("evaluate", "--distributed", "no", "--rate", "1x");
        Shell name = Shell.run(arguments("x.json", "--distributed", "no/such").toArray(String[]::new));
        Shell removal = Shell.run("evaluate", "--remove");

        assertThat(List.of(images, state, rate, name, removal))
                .extracting(Shell::exitCode)
                .containsOnly(2);
        assertThat(images.err()).contains("--distributed goes with a topic");
        assertThat(state.err()).contains("--distributed does without --state");
        assertThat(rate.err()).contains("and --rate");
        assertThat(name.err()).contains("'no/such'", "letters, digits");
        assertThat(removal.err()).contains("--remove goes with --distributed");
    }
}
