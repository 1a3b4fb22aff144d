package dev.avitstreams.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.chaos.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said before anything is written: no broker is there. */
class ModelDeployCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.writeTo(folder.toRealPath().resolve("models").resolve("one"));
        config = configuration("models: {roots: ['" + folder.toRealPath().resolve("models") + "']}");
    }

    private Path configuration(String more) throws IOException {
        return Files.writeString(folder.resolve("avit.yaml"), """
                kafka: {bootstrap.servers: "127.0.0.1:1"}
                registry: {urls: ["mock://deploy"]}
                %s
                """.formatted(more));
    }

    private void assertRefused(String sentence, String... arguments) {
        List<String> all = new ArrayList<>(List.of("model", "deploy"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        Shell shell = Shell.run(all.toArray(String[]::new));
        assertThat(shell.err()).contains(sentence);
        assertThat(shell.exitCode()).isEqualTo(2);
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertRefused("Give a model's folder, or --withdraw");
        assertRefused("Give a model's folder, or --withdraw", model.toString(), "--withdraw");
        assertRefused("--withdraw takes neither --point", "--withdraw", "--point", "default");
        assertRefused("--share is of a shadow", model.toString(), "--share", "0.5");
        assertRefused("must be above 0 and at most 1", model.toString(), "--shadow", "--share", "1.5");
        assertRefused("--wait and --service belong together", model.toString(), "--wait", "60s");
        assertRefused(
                "--wait is 'long', must be a duration", model.toString(), "--wait", "long", "--service", "http://a");
        assertRefused("--service is 'a'", model.toString(), "--wait", "1s", "--service", "a");
    }

    @Test
    void aFolderThatInstancesMayNotOpenIsNotAnnounced() throws IOException {
        Path elsewhere = TinyModel.writeTo(folder.toRealPath().resolve("elsewhere"));
        assertRefused("under none of models.roots", elsewhere.toString());
        assertRefused("--at is '/elsewhere'", model.toString(), "--at", "/elsewhere");
        assertRefused("--at is 'one'", model.toString(), "--at", "one");

        config = configuration("");
        assertRefused("models.roots is empty", model.toString());
    }

    @Test
    void aModelWithoutTheOperatingPointIsNotAnnounced() {
        Shell shell = Shell.run("model", "deploy", model.toString(), "--point", "hasty", "--config", config.toString());

        assertThat(shell.err()).contains("has no operating point 'hasty'; it has default");
        assertThat(shell.exitCode()).isNotZero();
    }

    @Test
    void pointsByLoadAreNotAnnouncedWhereBatchesGatherUntilTheirFramesAreLate() throws IOException {
        Path models = folder.toRealPath().resolve("models");
        Path elastic = TinyModel.writeElasticTo(models.resolve("elastic"));
        config = configuration("models: {roots: ['" + models + "']}\nbatch: {max-delay: 200ms}");

        Shell shell =
                Shell.run("model", "deploy", elastic.toString(), "--point", "elastic", "--config", config.toString());

        assertThat(shell.err())
                .contains(
                        "With the operating point 'elastic' the settings would be refused: batch.max-delay is 200ms, must be below half of");
        assertThat(shell.exitCode()).isNotZero();
    }
}
