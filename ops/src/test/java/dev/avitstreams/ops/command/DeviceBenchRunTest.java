package dev.avitstreams.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.inference.device.DeviceStream;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.bench.BenchImages;
import dev.avitstreams.ops.bench.device.DevicePlan;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The self-check of a GPU, whole, with a CPU in the GPU's place. */
@Timeout(180)
class DeviceBenchRunTest {
    @TempDir
    private Path folder;

    @Test
    void aDeviceThatComputesAsTheCpuPassesAndIsTimed() throws IOException {
        // Given three images, so that a batch of two is not filled
        ModelFolder model = ModelFolder.open(Path.of("../model"));
        DevicePlan plan = new DevicePlan(
                model,
                model.defaultOperatingPoint(),
                BenchImages.load(List.of(), 3, model),
                List.of(OperatorPrecision.F32, OperatorPrecision.F16),
                List.of(2),
                1);
        StringWriter out = new StringWriter();
        Path json = folder.resolve("gpu.json");

        // When
        ExitStatus status;
        try (DeviceStream stream = DeviceStream.cpu()) {
            PrintWriter writer = new PrintWriter(out, true);
            status = DeviceBenchRun.run(plan, stream, writer, Progress.on(writer), json);
        }

        // Then
        assertThat(status).as(out.toString()).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("f32  passed", "f16  passed", "of what the MACs allow");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("passed").asBoolean()).isTrue();
        JsonNode single = report.get("checks").get(0);
        assertThat(single.get("largestDifference").asDouble()).isLessThan(1e-4);
        assertThat(single.get("largestDenseDifference").asDouble()).isLessThan(1e-4);
        assertThat(single.get("depthMismatches").asInt()).isZero();
        assertThat(single.get("tokens").asInt()).isEqualTo(3 * 197);
        assertThat(report.get("checks").get(1).get("largestDifference").asDouble())
                .isGreaterThan(1e-4);
        assertThat(report.get("timings")).hasSize(2).allSatisfy(timing -> {
            assertThat(timing.get("macRatio").asDouble()).isBetween(.4, .99);
            assertThat(timing.get("factor").get("median").asDouble()).isPositive();
        });
    }
}
