package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.evaluation.Reports;
import dev.avitstreams.ops.evaluation.TestFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code avit evaluate --images} on a tiny model: what it writes, and what others make of it. */
class EvaluateImagesIT {
    private static final int FRAMES = 80;

    @TempDir
    private Path folder;

    @BeforeEach
    void images() throws IOException {
        for (TestFrames.Frame frame : TestFrames.make(FRAMES, 0)) {
            Path own = Files.createDirectories(folder.resolve("images")
                    .resolve(String.valueOf(frame.event().getTruth())));
            Files.write(
                    own.resolve(frame.event().getFrameId() + ".png"),
                    frame.event().getImage().array());
        }
        TinyModel.writeTo(folder.resolve("tiny"));
    }

    private Shell evaluate(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--model",
                path("tiny"),
                "--images",
                path("images"),
                "--compare",
                "dense",
                "--shift",
                "2",
                "5",
                "--side",
                "16",
                "--html",
                path("report.html"),
                "--predictions",
                path("predictions.csv")));
        arguments.addAll(List.of(more.length > 0 ? more : new String[] {"--json", path("report.json")}));
        return Shell.run(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void figuresAreThoseOfAnIndependentImplementation() throws Exception {
        assumeTrue(
                python("-c", "import sklearn, numpy") == 0,
                "skipped: /usr/bin/python3 has no scikit-learn (apt-get install python3-sklearn)");

        Shell shell = evaluate();

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        int checked = python(
                Path.of("evaluation/check-with-sklearn.py").toAbsolutePath().toString(),
                path("report.json"),
                path("predictions.csv"));
        assertThat(checked).as(Files.readString(folder.resolve("python.log"))).isZero();
    }

    @Test
    void smallerImagesCostLessAndOfASideThatPatchesDoNotFillAreRefused() throws IOException {
        Shell shell = evaluate();
        Shell refused =
                Shell.run("evaluate", "--model", path("tiny"), "--images", path("images"), "--side", "16", "20");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        JsonNode own = contender("default");
        JsonNode smaller = contender("default@16");
        assertThat(smaller.get("gmacs").asDouble()).isLessThan(own.get("gmacs").asDouble() / 2);
        assertThat(smaller.get("meanDepth").asDouble()).isBetween(1.0, 6.0);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("imageSide of operating point 'default@20' is 20, must be a multiple of patchSide 8");
    }

    private JsonNode contender(String point) throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        for (JsonNode measured : report.at("/models/0/curve")) {
            if (measured.get("point").asText().equals(point)) {
                return measured;
            }
        }
        throw new AssertionError("no point " + point + " in " + report.get("models"));
    }

    private int python(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "/usr/bin/python3";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        if (!Files.isExecutable(Path.of(command[0]))) {
            return -1;
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.log").toFile())
                .start();
        return process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    @Test
    void thePageNeedsNothingFromAnywhereAndShowsEverySection() throws IOException {
        Shell shell = evaluate();

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        String page = Files.readString(folder.resolve("report.html"), StandardCharsets.UTF_8);
        assertThat(page)
                .contains(
                        "<h2>Accuracy against compute</h2>",
                        "<h2>Frame by frame</h2>",
                        "Reliability",
                        "<h2>What is taken for what</h2>",
                        "<h2>Taken apart</h2>",
                        "Wrong, and sure of it",
                        "<h2>Provenance</h2>");
        assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(page).find())
                .isFalse();
        assertThat(page).doesNotContain("http://", "https://", "@import", "url(");
    }

    @Test
    void theStateIsKeptUntilTheReportsAreWrittenAndOnlyForTheSameImages() throws IOException {
        String[] unwritable = {"--state", path("state.json"), "--json", path("images")}; // a folder
        String[] writable = {"--state", path("state.json"), "--json", path("report.json")};
        Path further = folder.resolve("images/c1/further.png");

        Shell failed = evaluate(unwritable);
        Files.copy(folder.resolve("images/c1").resolve(someImage()), further);
        Shell others = evaluate(writable);
        Files.delete(further);
        Shell again = evaluate(writable);

        assertThat(failed.exitCode()).isEqualTo(4);
        assertThat(others.exitCode()).isEqualTo(2);
        assertThat(others.err()).contains("is of another evaluation", FRAMES + " images", (FRAMES + 1) + " images");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(folder.resolve("state.json")).doesNotExist();
        assertThat(Reports.read(folder.resolve("report.json")).get("frames").intValue())
                .isEqualTo(FRAMES);
        assertThat(folder.resolve("predictions.csv")).content().hasLineCount(1 + 5 * FRAMES);
    }

    private Path someImage() throws IOException {
        try (Stream<Path> images = Files.list(folder.resolve("images/c1"))) {
            return images.findFirst().orElseThrow().getFileName();
        }
    }

    @Test
    void aBrokenImageIsCountedAndNamed() throws IOException {
        Files.writeString(folder.resolve("images/c1/broken.png"), "no image");

        Shell shell = evaluate();

        assertThat(shell.exitCode()).isEqualTo(3);
        assertThat(shell.err()).contains("unsupported-encoding 1", "broken.png");
        assertThat(shell.out()).contains((FRAMES + 1) + " images");
    }
}
