package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.ops.chaos.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BenchCommandIT {
    private static final String MODEL = "../model";

    /** Of a logit, whose largest are 8 to 12; in int8 a token may also halt in another layer. */
    private static final double ROUNDING = 1.5;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @TempDir
    private Path folder;

    @Test
    void ourOwnContendersAgreeAndAreTimed() throws IOException {
        Path json = folder.resolve("report.json");
        Path picture = folder.resolve("picture.png");

        // When
        Shell shell = Shell.run(
                "bench",
                "operator",
                "--own",
                "--model",
                MODEL,
                "--count",
                "3",
                "--rounds",
                "2",
                "--workers",
                "1",
                "--schedule",
                "0.6:0.2",
                "--json",
                json.toString(),
                "--picture",
                picture.toString());

        // Then
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("avit, image by image", "of what the MACs allow");
        JsonNode workloads = new ObjectMapper().readTree(json.toFile()).get("workloads");
        assertThat(workloads).hasSize(2);
        assertThat(workloads.get(1).get("macRatio").asDouble()).isBetween(.58, .62);
        for (JsonNode workload : workloads) {
            for (JsonNode contender : workload.get("contenders")) {
                String name = contender.get("name").asText();
                assertThat(contender.get("factor").get("median").asDouble())
                        .as(name)
                        .isPositive();
                double difference = contender.get("difference").asDouble();
                if (name.equals("avit int8") || name.equals("avit bf16")) {
                    assertThat(difference).as(name).isPositive().isLessThan(ROUNDING);
                } else {
                    assertThat(difference).as(name).isZero();
                }
            }
        }
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
        assertThat(rows).hasSize(OperatorPrecision.BF16.isForThisCpu() ? 10 : 8);
        JsonNode last = rows.get(rows.size() - 1);
        assertThat(rows.findValuesAsText("form")).contains("ragged", "dense");
        assertThat(last.get("engine").asText()).isEqualTo("avit");
        assertThat(last.get("precision").asText()).isEqualTo("int8");
        assertThat(last.get("macRatio").asDouble()).isBetween(.58, .62);
        assertThat(last.get("millisPerImage").asDouble()).isPositive();
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
    }

    @Test
    void aScheduleThatCannotBeIsNamed() {
        Shell shell = Shell.run("bench", "operator", "--own", "--model", MODEL, "--schedule", "0.8:0.5");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("--schedule is 0.8:0.5");
    }

    @Test
    void enginesAreNotComparedOnSmallerImages() throws IOException {
        TinyModel.writeTo(folder);
        Path manifest = folder.resolve("model.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\"gateShift\"", "\"imageSide\": 16, \"gateShift\""));

        Shell shell = Shell.run("bench", "operator", "--own", "--model", folder.toString());

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("look at images of 16 pixels", "Put another point first");
    }

    @Test
    void thePipelineIsMeasuredBesideItsOperator() throws IOException {
        Path json = folder.resolve("pipeline.json");

        // When
        Shell shell = Shell.run(
                "bench",
                "pipeline",
                "--model",
                MODEL,
                "--frames",
                "100",
                "--warm-up",
                "1",
                "--rounds",
                "1",
                "--half-load",
                "3",
                "--apart",
                CORES > 1 ? "1" : "0",
                "--json",
                json.toString());

        // Then
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("of operator alone", "fetch, order, commit");
        assertThat(new ObjectMapper().readTree(json.toFile()).get("apart").asInt())
                .isEqualTo(CORES > 1 ? 1 : 0);
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
        assertThat(rows).hasSize(2);
        for (JsonNode row : rows) {
            assertThat(row.get("framesPerSecond").asDouble()).isPositive();
            assertThat(row.get("operatorShare").asDouble()).isBetween(.05, 1.5);
            assertThat(row.get("cpuMillis").get("broker").asDouble()).isPositive();
            assertThat(row.get("p50Millis").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(row.get("p99Millis").asDouble());
        }
        assertThat(rows.get(1).get("framesPerSecond").asDouble())
                .isLessThan(rows.get(0).get("framesPerSecond").asDouble());
    }

    @Test
    void coresThatAreNotThereCannotBeApart() {
        Shell shell = Shell.run("bench", "pipeline", "--model", MODEL, "--apart", "4096");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("--apart is 4096, must be from 0 to");
    }

    @Test
    void waysOfDecodingAreMeasuredAndJudged() throws IOException {
        Path json = folder.resolve("decode.json");

        // When
        Shell shell = Shell.run(
                "bench",
                "decode",
                "--model",
                MODEL,
                "--count",
                "2",
                "--rounds",
                "1",
                "--sizes",
                "1280x720",
                "--encodings",
                "jpeg,webp",
                "--json",
                json.toString());

        // Then
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
        assertThat(rows.findValuesAsText("way"))
                .containsExactly(
                        "avit, exact",
                        "avit, scaled",
                        "OpenCV, bicubic",
                        "JDK ImageIO, bicubic",
                        "avit, exact",
                        "avit, scaled",
                        "OpenCV, bicubic");
        assertThat(rows.get(0).get("pixelDifference").asDouble()).isZero();
        assertThat(rows.get(1).get("pixelDifference").asDouble()).isBetween(.01, 3.);
        assertThat(rows.get(5).get("pixelDifference").asDouble())
                .as("a WebP is never scaled")
                .isZero();
        assertThat(rows.get(2).get("pixelDifference").asDouble()).isBetween(1., 20.);
        assertThat(rows.get(3).get("pixelDifference").asDouble()).isBetween(1., 20.);
    }

    @Test
    void memoryIsWatchedWhileSomeFramesFail() throws IOException {
        Path json = folder.resolve("memory.json");

        Shell shell = Shell.run("bench", "memory", "--model", MODEL, "--frames", "200", "--json", json.toString());

        assertThat(shell.exitCode()).as(shell.err()).isIn(0, 1); // so few frames may be taken for growth
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("classified").asInt()).isEqualTo(190);
        assertThat(report.get("rejected").asInt()).isEqualTo(10);
        assertThat(report.get("samples")).hasSize(20);
    }

    @Test
    void withoutAGpuSaysWhatLibtorchSeesAndHowToBuildForOne() {
        assumeThat(torch.cuda_is_available())
                .as("this machine has a CUDA device, the test is about machines that have none")
                .isFalse();

        Shell shell = Shell.run("bench", "operator", "--device", "cuda", "--model", MODEL);

        assertThat(shell.exitCode()).isEqualTo(4);
        assertThat(shell.err()).contains("libtorch sees no CUDA device", "-Pgpu");
    }

    @Test
    void theDeviceToMeasureIsNamed() {
        Shell shell = Shell.run("bench", "operator", "--device", "auto");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("--device is auto");
    }
}
