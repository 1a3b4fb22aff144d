package dev.avitstreams.bench;

import static dev.avitstreams.bench.Trial.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contenders in processes of their own, as the benchmark starts them. */
class ForeignContenderTest {
    private static final float ROUNDING = 2e-4f;

    @TempDir
    private Path folder;

    private Trial trial;

    /**
     * @param answers lines of standard output
     * @param complaints standard error
     */
    private record Ended(int status, List<String> answers, String complaints) {}

    @BeforeEach
    void images() throws IOException {
        trial = new Trial(folder);
    }

    @Test
    void djlComputesWhatOurEngineExported() throws Exception {
        // Given
        Ended export = run("export-torchscript", trial.job(), "");
        assertThat(export.answers()).as(export.complaints()).containsExactly("ready exported");

        // When
        Ended djl = run("djl-dense", trial.job(), "round\nround\n");

        // Then
        assertThat(djl.status()).as(djl.complaints()).isZero();
        assertThat(djl.answers()).hasSize(3);
        assertThat(djl.answers().get(0)).matches("ready DJL \\d.*, PyTorch \\d.*");
        assertThat(djl.answers().subList(1, 3)).allMatch(line -> line.matches("round [1-9]\\d* [1-9]\\d*"));
        assertThat(largestDifference(logits(), trial.ownDense())).isLessThan(ROUNDING);
    }

    @Test
    void onnxRuntimeLeavesStandardOutputToTheAnswers() throws Exception {
        Ended onnx = run("onnx-ragged", trial.job(trial.schedule(1)), "round\n");

        assertThat(onnx.status()).as(onnx.complaints()).isZero();
        assertThat(onnx.answers()).hasSize(2);
        assertThat(onnx.answers().get(0)).startsWith("ready ONNX Runtime 1.");
        assertThat(onnx.answers().get(1)).matches("round [1-9]\\d* [1-9]\\d*");
    }

    @Test
    void failureIsOneSentenceOnStandardError() throws Exception {
        Ended failed = run("djl-dense", trial.job(), "round\n");

        assertThat(failed.status()).isEqualTo(4);
        assertThat(failed.answers()).isEmpty();
        assertThat(failed.complaints().lines())
                .last()
                .asString()
                .endsWith("run export-torchscript with the same job first");
    }

    private Ended run(String engine, Job job, String questions) throws IOException, InterruptedException {
        Path file = folder.resolve("job.properties");
        write(job, file);
        Path input = Files.writeString(folder.resolve("input"), questions);
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForeignContender.class.getName(),
                        engine,
                        file.toString())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        int status = process.waitFor();
        return new Ended(status, Files.readAllLines(output, StandardCharsets.UTF_8), Files.readString(errors));
    }

    private static void write(Job job, Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("model", job.model().toString());
        properties.setProperty("pixels", job.pixels().toString());
        properties.setProperty("count", Integer.toString(job.count()));
        job.schedule().ifPresent(schedule -> properties.setProperty("schedule", schedule.toString()));
        properties.setProperty("workers", Integer.toString(job.workers()));
        properties.setProperty("work", job.work().toString());
        properties.setProperty("logits", job.logits().toString());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private float[] logits() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(trial.job().logits())).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
