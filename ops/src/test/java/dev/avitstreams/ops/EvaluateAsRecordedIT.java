package dev.avitstreams.ops;

import static dev.avitstreams.ops.evaluation.Reports.withoutTheDay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.ModelIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code avit evaluate --as-recorded} on what an operator published whose frames had different points. */
class EvaluateAsRecordedIT extends TopicEvaluation {
    private static List<FrameLabel> labels = List.of();

    @BeforeAll
    static void computeEachFrameAtAPointOfItsOwn() throws Exception {
        model = TinyModel.writeElasticTo(folder.resolve("elastic")).toString();
        send("camera-frames");
        List<OperatingPoint> points =
                ModelFolder.open(Path.of(model)).manifest().operatingPoints();
        AtomicInteger turn = new AtomicInteger();
        PointPolicy inTurn = origin -> points.get(turn.getAndIncrement() % points.size());
        labels = classify(inTurn);
    }

    @Test
    void everyFrameComesOutAgainToTheBitWhateverTheBatch() throws Exception {
        assertThat(labels.stream().collect(Collectors.groupingBy(FrameLabel::getOperatingPoint)))
                .containsOnlyKeys("default", "fast", "fastest");
        String config = published("whole", labels);
        List<String> reports = new ArrayList<>();
        for (String batch : List.of("1", "7")) {
            Shell shell = asRecorded(
                    config, "--batch", batch, "--json", json("b" + batch + ".json"), "--html", json("page.html"));

            assertThat(shell.exitCode()).as(shell.err() + shell.out()).isZero();
            assertThat(shell.out()).contains("as-recorded", "60 of 60 equal to the bit", "20 compared at fastest of");
            reports.add(withoutTheDay(report("b" + batch + ".json")));
        }

        assertThat(reports).allMatch(reports.get(0)::equals);
        JsonNode report = report("b7.json");
        assertThat(report.at("/metrics/skew/equal").intValue()).isEqualTo(FRAMES);
        assertThat(report.at("/metrics/skew/points")).hasSize(3);
        assertThat(report.at("/metrics/contenders/0/macsExecuted").longValue())
                .as("one pass a frame, each at its own point")
                .isEqualTo(
                        labels.stream().mapToLong(FrameLabel::getMacsExecuted).sum());
        assertThat(report.at("/provenance/weights/0/points")).hasSize(3);
        assertThat(folder.resolve("page.html")).content().contains("replay and production are equal to the bit");
    }

    @Test
    void aLabelThatWasTamperedWithIsFound() throws Exception {
        List<FrameLabel> tampered = new ArrayList<>(labels);
        FrameLabel probability = FrameLabel.newBuilder(labels.get(4)).build();
        float was = probability.getTop().get(0).getProbability();
        probability.getTop().get(0).setProbability(Math.nextUp(was));
        tampered.set(4, probability);
        FrameLabel depth = FrameLabel.newBuilder(labels.get(9)).build();
        byte[] depths = new byte[depth.getHalting().getPatches().remaining()];
        depth.getHalting().getPatches().duplicate().get(depths);
        depths[0]++;
        depth.getHalting().setPatches(ByteBuffer.wrap(depths));
        tampered.set(9, depth);
        FrameLabel point = FrameLabel.newBuilder(labels.get(11)).build();
        point.setOperatingPoint(point.getOperatingPoint().equals("fastest") ? "default" : "fastest");
        tampered.set(11, point);

        Shell shell = asRecorded(published("tampered", tampered), "--json", json("tampered.json"));

        assertThat(shell.exitCode()).as(shell.err() + shell.out()).isEqualTo(1);
        assertThat(report("tampered.json").at("/metrics/skew/differing").intValue())
                .isEqualTo(3);
        assertThat(shell.out())
                .contains("57 of 60 equal to the bit, 3 differ")
                .contains("@" + probability.getSource().getOffset() + " differs in its bits");
    }

    @Test
    void labelsThatAreMissingOrOfAnotherModelAreNoProof() throws Exception {
        List<FrameLabel> some = new ArrayList<>(labels.subList(2, FRAMES));
        FrameLabel foreign = FrameLabel.newBuilder(some.get(0)).build();
        foreign.setModel(ModelIdentity.newBuilder(foreign.getModel())
                .setWeightsSha256("f".repeat(64))
                .build());
        some.set(0, foreign);
        FrameLabel unknown = FrameLabel.newBuilder(some.get(1)).build();
        unknown.setOperatingPoint("hasty");
        some.set(1, unknown);

        Shell shell = asRecorded(published("some", some), "--json", json("some.json"), "--html", json("some.html"));

        assertThat(shell.exitCode()).as(shell.err() + shell.out()).isEqualTo(3);
        assertThat(shell.err())
                .contains("2 frames have no label to compare with")
                .contains("The labels of 2 frames are of models or points that are not at hand")
                .contains("ffffffffffff", "hasty of weights", "--against");
        assertThat(report("some.json").at("/metrics/skew/equal").intValue()).isEqualTo(FRAMES - 4);
        assertThat(folder.resolve("some.html"))
                .content()
                .contains("class=\"banner\">Wherever both can be compared")
                .doesNotContain("are not the same");
    }

    @Test
    void framesWithoutALabelCanBeTolerated() throws Exception {
        String config = published("skipped", labels.subList(2, FRAMES));

        assertThat(asRecorded(config).exitCode()).isEqualTo(3);
        assertThat(asRecorded(config, "--tolerate", "unlabelled").exitCode()).isZero();
    }

    @Test
    void aPredictionTellsThePointThatItWasComputedAt() throws Exception {
        Path lines = folder.resolve("predictions.csv");

        Shell shell = asRecorded(published("told", labels), "--predictions", lines.toString());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        for (FrameLabel label : labels) {
            assertThat(lines).content().containsPattern(label.getFrameId() + ",.*," + label.getOperatingPoint() + ",");
        }
    }

    @Test
    void twoPointsOfOneNameAndWeightsAreAmbiguous() throws Exception {
        Path other = TinyModel.writeElasticTo(folder.resolve("other"));
        Path manifest = other.resolve("model.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"gateShift\": 2.0", "\"gateShift\": 2.5"));

        Shell shell = evaluate("--from", "beginning", "--as-recorded", "--against", other.toString());

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err())
                .contains("The point 'fast' in " + other, "threshold 0.99, shift 2.5", "threshold 0.99, shift 2.0");
    }

    @Test
    void instancesThatShareTheWorkFindTheSame() throws Exception {
        String config = published("shared", labels);

        Shell alone = asRecorded(config, "--json", json("alone.json"));
        Shell shared = asRecorded(config, "--distributed", "recorded", "--json", json("shared.json"));
        Shell removal =
                Shell.run("evaluate", "--distributed", "recorded", "--remove", "--bootstrap", stack.bootstrapServers());

        assertThat(alone.exitCode()).as(alone.err()).isZero();
        assertThat(shared.exitCode()).as(shared.err()).isZero();
        assertThat(removal.exitCode()).as(removal.err()).isZero();
        assertThat(report("shared.json").get("metrics"))
                .isEqualTo(report("alone.json").get("metrics"));
    }

    @Test
    void whatLabelsSayCannotBeSaidOtherwise() {
        Shell point = evaluate("--from", "beginning", "--as-recorded", "--point", "fast");
        Shell rival = evaluate("--from", "beginning", "--as-recorded", "--against", model + "@fast");
        Shell images = Shell.run("evaluate", "--images", "val.tar", "--as-recorded");

        assertThat(point.exitCode()).isEqualTo(2);
        assertThat(point.err()).contains("labels say at which point each frame is computed");
        assertThat(rival.exitCode()).isEqualTo(2);
        assertThat(rival.err()).contains("name the folder without @ and point");
        assertThat(images.exitCode()).isEqualTo(2);
        assertThat(images.err()).contains("--as-recorded goes with a topic");
    }

    /** @return the configuration of a service that published these */
    private static String published(String name, List<FrameLabel> published) throws Exception {
        admin.createTopics(List.of(new NewTopic(name + "-labels", 3, (short) 1)))
                .all()
                .get();
        publish(name + "-labels", published);
        return configuration(name).toString();
    }

    private static Path configuration(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: "%s", operating-point: elastic}
                topics: {labels: %s-labels}
                """.formatted(
                        stack.bootstrapServers(), stack.registry().urls().get(0), model, name));
    }

    private static Shell asRecorded(String config, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--from", "beginning", "--as-recorded", "--config", config));
        arguments.addAll(List.of(more));
        return evaluate(arguments.toArray(String[]::new));
    }
}
