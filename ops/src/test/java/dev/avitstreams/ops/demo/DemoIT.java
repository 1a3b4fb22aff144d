package dev.avitstreams.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline in this JVM, as a newcomer starts it. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    void everyFrameComesOutOnceAsALabelOrAsADeadLetter() throws IOException {
        byte[] photograph;
        try (var stream = DemoIT.class.getResourceAsStream("/photographs/coffee.jpg")) {
            photograph = stream.readAllBytes();
        }
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1-good.jpg"), photograph);
        Files.write(images.resolve("2-truncated.jpg"), Arrays.copyOf(photograph, photograph.length / 2));
        Files.write(images.resolve("3-empty.jpg"), new byte[0]);
        Files.writeString(images.resolve("4-text.png"), "this is text");
        StringWriter out = new StringWriter();
        DemoPlan plan = new DemoPlan(
                List.of(images.toString()),
                OptionalLong.of(24),
                2,
                OptionalDouble.of(0),
                0,
                Optional.of(folder.resolve("demo")),
                Optional.of(new DemoPage(Optional.empty(), false, OptionalDouble.empty(), 16, List.of())));
        Path model = Files.isDirectory(Path.of("model")) ? Path.of("model") : Path.of("..", "model");

        DemoReport report;
        try (StopSignal stop = StopSignal.internal()) {
            report = new Demo(plan, model, new PrintWriter(out), stop).run();
        }

        assertThat(report.isComplete()).as(out.toString()).isTrue();
        assertThat(report.frames()).isEqualTo(24);
        assertThat(report.classified()).isBetween(6L, 8L);
        assertThat(report.rejected()).isEqualTo(24 - report.classified());
        assertThat(report.cameras()).containsOnlyKeys("images", "images-2");
        assertThat(report.macsSavedShare()).isBetween(0.05, 0.95);
        assertThat(report.flushReasons()).isNotEmpty();
    }
}
