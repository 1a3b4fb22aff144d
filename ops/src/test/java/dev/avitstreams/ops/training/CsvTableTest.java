package dev.avitstreams.ops.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    @TempDir
    private Path folder;

    @Test
    void stepsOfSmallerImagesAreLeftOutAndThoseOfBeforeStay() throws IOException {
        Path file = Files.write(folder.resolve("steps.csv"), List.of("step,side", "1", "2,224", "3,96", "4,224"));

        assertThat(CsvTable.read(file).withLargest("side").column("step")).containsExactly(1, 2, 4);
    }
}
