package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line as a person meets it: help, exit codes, and one sentence for each failure. */
class AvitTest {

    @TempDir
    Path folder;

    @Test
    void withoutACommandItSaysWhereToStart() {
        Shell shell = Shell.run();

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out()).contains("avit demo", "avit classify photo.jpg", "Exit codes: 0 ok");
    }

    @Test
    void everyCommandExplainsItself() {
        CommandLine root = Avit.commandLine(new java.io.PrintWriter(System.out), new java.io.PrintWriter(System.err));
        for (String command : List.copyOf(root.getSubcommands().keySet())) {
            if (!command.equals("help")) {
                Shell shell = Shell.run(command, "--help");

                assertThat(shell.exitCode()).as(command).isZero();
                assertThat(shell.out()).as(command).contains("Usage: avit " + command);
            }
        }
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearest() {
        Shell shell = Shell.run("clasify", "x.jpg");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("classify");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera",
                "camera --camera x --fps -1 --source .",
                "demo --frames 0",
                "demo --cameras 0",
                "demo --port 70000",
                "broker",
                "broker --dir x --port 99999",
                "model",
                "topics",
                "topics create --partitions 0",
                "inspect pictures",
                "dead-letters replay",
                "run --nonsense",
                "tune",
                "tune --service nowhere --token-file x",
                "tune --token-file no-such-file"
            })
    void aWrongCommandLineIsUsage(String line) {
        Shell shell = Shell.run(line.split(" "));

        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(2);
        assertThat(shell.err()).startsWith("avit: ").doesNotContain("\tat ");
    }

    @Test
    void classifyPrintsLabelsAndDrawsTheMap() throws IOException {
        Path photograph = photograph("coffee.jpg");
        Path json = folder.resolve("result.json");

        Shell shell = Shell.run("classify", photograph.toString(), "--model", model(), "--json", json.toString());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("espresso", "mean depth", "GMACs", "% saved");
        assertThat(ImageIO.read(folder.resolve("coffee-halting.png").toFile()).getWidth())
                .isGreaterThan(900);
        assertThat(json).content().contains("\"macsSavedShare\"", "\"patchDepths\"", "\"classTokenDepth\"");
    }

    @Test
    void classifyGoesOnAfterABadImageAndSaysWhatIsWrongWithIt() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.jpg"), "this is text");
        Path photograph = photograph("chelsea.jpg");

        Shell shell = Shell.run(
                "classify",
                text.toString(),
                folder.resolve("absent.jpg").toString(),
                photograph.toString(),
                "--no-picture",
                "--model",
                model());

        assertThat(shell.exitCode()).isEqualTo(4);
        assertThat(shell.err())
                .contains("notes.jpg: ", "There is no file " + folder.resolve("absent.jpg"))
                .doesNotContain("Exception");
        assertThat(shell.out()).contains("cat");
    }

    @Test
    void aMissingModelIsOneSentence() {
        Shell shell = Shell.run("model", "info", folder.resolve("nowhere").toString());

        assertThat(shell.exitCode()).isEqualTo(4);
        assertThat(shell.err().lines()).hasSize(1).first().asString().contains("There is no model at", "nowhere");
    }

    @Test
    void aServiceThatCannotBeginEndsWithOneSentenceAndNoClassName() {
        Shell shell = Shell.run("run", "--config", noModel().toString());

        assertThat(shell.exitCode()).isEqualTo(4);
        assertThat(shell.err()).contains("There is no model at", "nowhere").doesNotContain("Exception");
    }

    @Test
    void damagedWeightsAreNamed() throws IOException {
        for (String file : List.of("model.json", "labels.txt", "weights.safetensors")) {
            Files.copy(Path.of(model()).resolve(file), folder.resolve(file));
        }
        byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(folder.resolve("weights.safetensors"), weights);

        Shell shell = Shell.run("model", "info", folder.toString());

        assertThat(shell.exitCode()).isEqualTo(4);
        assertThat(shell.err()).contains("weights.safetensors has SHA-256", "damaged");
    }

    @Test
    void theOperatorAgreesWithTheReference() throws IOException {
        Path golden = SharedData.require("golden/avit_mini.json");
        Path json = folder.resolve("verify.json");

        Shell shell = Shell.run(
                "model",
                "verify",
                "--golden",
                golden.toString().replaceFirst("\\.json$", ""),
                "--json",
                json.toString());

        assertThat(shell.exitCode()).as(shell.out() + shell.err()).isZero();
        assertThat(json)
                .content()
                .contains("\"maxLogitDifference\"", "\"depthMismatches\" : 0", "\"batchInvariant\" : true");
    }

    @Test
    void anUnknownConfigurationKeyIsNamedWithTheNearest() throws IOException {
        Path config = Files.writeString(
                folder.resolve("avit.yaml"),
                "kafka: {bootstrap.servers: 'localhost:9092'}\nregistry: {urls: ['http://localhost:8081']}\nthread: 3\n",
                StandardCharsets.UTF_8);

        Shell shell = Shell.run("run", "--config", config.toString(), "--validate");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("thread", "threads");
    }

    @Test
    void theEffectiveConfigurationIsPrintedWithEverySetting() {
        Shell shell = Shell.run("run", "--bootstrap", "kafka.example:9092", "--print-effective");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("kafka.example:9092", "http://localhost:8081", "exactly_once_v2");
    }

    @Test
    void aBrokerThatIsDownIsOneSentence() {
        Shell shell = Shell.run("topics", "check", "--bootstrap", "127.0.0.1:1");

        assertThat(shell.exitCode()).isEqualTo(4);
        assertThat(shell.err().lines()).hasSize(1).first().asString().contains("127.0.0.1:1");
    }

    private Path noModel() {
        try {
            return Files.writeString(
                    folder.resolve("no-model.yaml"),
                    "model: {folder: " + folder.resolve("nowhere")
                            + "}\nkafka: {bootstrap.servers: x}\nregistry: {urls: ['http://x']}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path photograph(String name) throws IOException {
        try (var stream = AvitTest.class.getResourceAsStream("/photographs/" + name)) {
            Path file = folder.resolve(name);
            Files.write(file, stream.readAllBytes());
            return file;
        }
    }

    /** The bundled model, wherever the test is started. */
    private static String model() {
        Path here = Path.of("model");
        return (Files.isDirectory(here) ? here : Path.of("..", "model")).toString();
    }
}
