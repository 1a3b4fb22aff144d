package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BenchCommandIT {
    private static final String MODEL = "../model";

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
                if (name.equals("avit int8")) {
                    assertThat(difference).isPositive();
                } else {
                    assertThat(difference).as(name).isZero();
                }
            }
        }
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
    }

    @Test
    void aScheduleThatCannotBeIsNamed() {
        Shell shell = Shell.run("bench", "operator", "--own", "--model", MODEL, "--schedule", "0.8:0.5");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("--schedule is 0.8:0.5");
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
