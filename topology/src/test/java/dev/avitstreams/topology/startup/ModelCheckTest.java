package dev.avitstreams.topology.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.config.ModelSection;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Refused;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCheckTest {

    /** Surefire runs in the module's folder. */
    private static final Path BUNDLED = Path.of("../model");

    @Test
    void bundledModelIsWhole() {
        assertThat(ModelCheck.run(new ModelSection(BUNDLED, "default"))).isInstanceOf(Passed.class);
    }

    @Test
    void missingFolderIsRefusedByName(@TempDir Path empty) {
        assertThat(ModelCheck.run(new ModelSection(empty, "default")))
                .isInstanceOf(Refused.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains(empty.toString(), "model.json is missing");
    }

    @Test
    void unknownOperatingPointIsRefusedWithThoseThereAre() {
        assertThat(ModelCheck.run(new ModelSection(BUNDLED, "hasty")))
                .isInstanceOf(Refused.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains("no operating point 'hasty'", "default", "fastest");
    }
}
