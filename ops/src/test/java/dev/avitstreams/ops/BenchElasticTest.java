package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchElasticTest {
    private static final String MODEL = "../model";

    @TempDir
    private Path folder;

    @Test
    void controllersAreSimulatedUnderARecordedLoadAndOthers() throws IOException {
        Path load = Files.writeString(folder.resolve("load.csv"), "0,20\n10,80\n20,20\n30,20\n");
        Path json = folder.resolve("report.json");
        Path picture = folder.resolve("picture.png");

        // When
        Shell shell = Shell.run(
                "bench",
                "elastic",
                "--model",
                MODEL,
                "--recorded",
                load.toString(),
                "--json",
                json.toString(),
                "--picture",
                picture.toString());

        // Then
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("recorded", "diurnal", "threshold");
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
        assertThat(rows).hasSize(4 * 5);
        assertThat(row(rows, "steps", "elastic").get("withinObjective").asDouble())
                .isGreaterThan(row(rows, "steps", "best").get("withinObjective").asDouble());
        assertThat(row(rows, "steps", "elastic").get("meanTop1").asDouble())
                .isGreaterThan(row(rows, "steps", "cheapest").get("meanTop1").asDouble());
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
    }

    @Test
    void anAccuracyThatNoPointHasIsSaid() {
        Shell shell = Shell.run("bench", "elastic", "--model", MODEL, "--min-accuracy", "0.99");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("min-accuracy is 0.99", "Lower it");
    }

    @Test
    void aRecordedLoadIsNotForTheRealThing() {
        Shell shell = Shell.run("bench", "elastic", "--model", MODEL, "--live", "--recorded", "load.csv");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("--recorded is for the simulation");
    }

    @Test
    void anObjectiveThatTheServiceWouldRefuseIsRefusedBeforeAnythingStarts() {
        for (String objective : new String[] {"9", "3600001"}) {
            Shell live = Shell.run("bench", "elastic", "--model", MODEL, "--live", "--objective", objective);
            Shell simulated = Shell.run("bench", "elastic", "--model", MODEL, "--objective", objective);

            assertThat(live.exitCode()).isEqualTo(2);
            assertThat(live.err())
                    .contains("--objective is " + objective + " ms, must be 10 to 3600000")
                    .doesNotContain("broker");
            assertThat(simulated.exitCode()).isEqualTo(2);
            assertThat(simulated.err()).contains("--objective is " + objective + " ms");
        }
    }

    @Test
    void threadsThatTheServiceWouldRefuseAreRefusedBeforeAnythingStarts() {
        for (String threads : new String[] {"0", "65"}) {
            Shell shell = Shell.run(
                    "bench", "elastic", "--model", MODEL, "--live", "--threads", threads, "--images", "/no/such.tar");

            assertThat(shell.exitCode()).isEqualTo(2);
            assertThat(shell.err())
                    .contains("--threads is " + threads + ", must be 1 to 64")
                    .doesNotContain("broker");
        }
    }

    private static JsonNode row(JsonNode rows, String scenario, String controller) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get("scenario").asText().equals(scenario)
                        && row.get("controller").asText().equals(controller))
                .findFirst()
                .orElseThrow();
    }
}
