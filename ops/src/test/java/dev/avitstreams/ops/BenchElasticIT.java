package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.chaos.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class BenchElasticIT {
    @TempDir
    private Path folder;

    @Test
    void aPointThatIsKeptAndElasticOnesMeetTheSameLoad() throws IOException {
        Path model = TinyModel.writeElasticTo(folder.resolve("model"));
        Path kept = folder.resolve("kept");
        Path json = folder.resolve("live.json");
        Path picture = folder.resolve("live.png");

        // When
        Shell shell = Shell.run(
                "bench",
                "elastic",
                "--live",
                "--model",
                model.toString(),
                "--frames",
                "100",
                "--seconds",
                "5",
                "--backlogs",
                "1",
                "--warm-up",
                "1",
                "--skip-stale-after",
                "500",
                "--peak",
                "0.8",
                "--capacity-of",
                "dense",
                "--threads",
                "3",
                "--keep",
                kept.toString(),
                "--json",
                json.toString(),
                "--picture",
                picture.toString());

        // Then
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("capacityOf").asText()).isEqualTo("dense");
        assertThat(report.get("threads").asInt()).isEqualTo(3);
        assertThat(report.get("warmUpSeconds").asInt()).isEqualTo(1);
        assertThat(report.get("rows").findValuesAsText("mode")).containsExactly("fixed", "elastic");
        for (JsonNode row : report.get("rows")) {
            assertThat(row.get("segments")).hasSize(3);
            JsonNode all = row.get("all");
            assertThat(all.get("labelled").asInt() + all.get("skipped").asInt())
                    .isEqualTo(all.get("offered").asInt());
            assertThat(all.get("labelled").asInt()).isPositive();
            assertThat(row.get("segments").findValues("punctual")).hasSize(3);
            assertThat(all.get("mostLateMillis").asDouble()).isPositive();
            assertThat(row.get("points")).isNotEmpty();
        }
        assertThat(report.get("rows").get(0).get("points").findValuesAsText("point"))
                .containsExactly("default");
        assertThat(Files.isDirectory(kept.resolve("broker"))).isTrue();
        assertThat(shell.out()).contains("avit evaluate --as-recorded");
        for (String service :
                new String[] {"service-0", "service-1", "service-2"}) { // of the capacity, and the two compared
            assertThat(kept.resolve(service).resolve("avit.yaml")).content().containsPattern("(?m)^threads: 3$");
        }
        assertThat(report.get("rows").findValuesAsText("service")).containsExactly("1", "2");
        for (JsonNode row : report.get("rows")) {
            assertThat(row.get("endedMillis").asLong())
                    .isGreaterThan(row.get("beganMillis").asLong());
        }
        assertThat(ImageIO.read(picture.toFile()).getHeight()).isPositive();
    }
}
