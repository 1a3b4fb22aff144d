package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.inference.model.ModelFolder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a foreign checkpoint to a trained model folder, by the commands a person types. */
class TrainCommandTest {
    private static final String CHECKPOINTS = "inference/src/test/resources/checkpoints/";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int avit(String... arguments) {
        return Avit.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String checkpoint(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve(CHECKPOINTS))) {
            root = Objects.requireNonNull(root.getParent(), "no folder above this one holds " + CHECKPOINTS);
        }
        return root.resolve(CHECKPOINTS + name).toString();
    }

    @BeforeEach
    void writePicturesAndLabels() throws IOException {
        Files.writeString(folder.resolve("labels.txt"), "red a red thing\ngreen a green one\nblue a blue one\n");
        Map<String, Color> colours = Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE);
        for (String name : colours.keySet()) {
            Path own = Files.createDirectories(folder.resolve("pictures").resolve(name));
            for (int number = 0; number < 2; number++) {
                BufferedImage picture = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
                Graphics2D brush = picture.createGraphics();
                brush.setColor(colours.get(name));
                brush.fillRect(number, number, 8, 8);
                brush.dispose();
                ImageIO.write(picture, "png", own.resolve(number + ".png").toFile());
            }
        }
    }

    private int importTiny() {
        return avit(
                "model",
                "import",
                checkpoint("tiny.pth"),
                "--labels",
                folder.resolve("labels.txt").toString(),
                "--heads",
                "2",
                "--to",
                folder.resolve("tiny").toString());
    }

    private List<String> training(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--to",
                folder.resolve("run").toString(),
                "--from",
                folder.resolve("tiny").toString(),
                "--labelled",
                folder.resolve("pictures").toString(),
                "--validate",
                folder.resolve("pictures").toString(),
                "--threads",
                "1",
                "--batch",
                "4",
                "--steps",
                "3",
                "--evaluate-every",
                "2"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    @Test
    void checkpointIsImportedAndTrained() throws IOException {
        // When
        int imported = importTiny();
        int trained = avit(training("--label-weight", "0.5").toArray(String[]::new));

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(List.of(imported, trained)).containsExactly(0, 0);
        assertThat(out.toString()).contains("6 images, 6 to validate").contains("step 3: top-1");
        assertThat(Files.readAllLines(folder.resolve("run/steps.csv"))).hasSize(4);
        assertThat(Files.readAllLines(folder.resolve("run/evaluations.csv"))).hasSize(4);
        ModelFolder model = ModelFolder.open(folder.resolve("run/models/step-000003"));
        assertThat(model.manifest().training().recipe()).contains("3 of 3 steps");
        BufferedImage curve = ImageIO.read(folder.resolve("run/curve.png").toFile());
        assertThat(curve.getWidth()).isGreaterThan(500);
    }

    @Test
    void resumingAFinishedTrainingChangesNothing() throws IOException {
        importTiny();
        avit(training().toArray(String[]::new));
        List<String> before = Files.readAllLines(folder.resolve("run/steps.csv"));

        int resumed = avit("train", "--resume", folder.resolve("run").toString());

        assertThat(resumed).isZero();
        assertThat(Files.readAllLines(folder.resolve("run/steps.csv"))).isEqualTo(before);
    }

    @Test
    void modelIsEvaluatedBesideItsPeers() throws IOException {
        // Given
        importTiny();
        Path report = folder.resolve("report.json");

        // When
        int status = avit(
                "evaluate",
                "--model",
                folder.resolve("tiny").toString(),
                "--images",
                folder.resolve("pictures").toString(),
                "--compare",
                "dense",
                "attention",
                "--shift",
                "4",
                "--json",
                report.toString());

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(out.toString()).contains("6 images", "times as fast as dense");
        JsonNode json = new JsonMapper().readTree(report.toFile());
        assertThat(json.get("frames").intValue()).isEqualTo(6);
        assertThat(json.findValuesAsText("name")).containsExactly("tiny", "dense", "attention");
        JsonNode own = json.get("models").get(0);
        assertThat(own.get("curve").findValuesAsText("point")).containsExactly("default", "default+4.00");
        assertThat(own.get("curve").get(1).get("gmacs").doubleValue())
                .isLessThanOrEqualTo(own.get("gmacs").doubleValue());
        JsonNode dense = json.get("models").get(1);
        assertThat(dense.get("agreement").doubleValue()).isEqualTo(1);
        assertThat(dense.get("millisPerFrame").doubleValue()).isPositive();
    }

    @Test
    void settingOutOfItsRangeIsAUsageErrorThatNamesIt() {
        importTiny();

        int status = avit(training("--mixed", "1.5").toArray(String[]::new));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("mixedShare is 1.5, must be 0.0 to 1.0");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void harmfulCheckpointIsRefused() {
        int status = avit(
                "model",
                "import",
                checkpoint("harmful.pth"),
                "--labels",
                folder.resolve("labels.txt").toString(),
                "--to",
                folder.resolve("x").toString());

        assertThat(status).isEqualTo(4);
        assertThat(err.toString()).contains("'posix.system'");
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
