package dev.avitstreams.topology.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.config.ElasticSection;
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
        assertThat(ModelCheck.run(new ModelSection(BUNDLED, "default"), ElasticSection.DEFAULT))
                .isInstanceOf(Passed.class);
    }

    @Test
    void pointsToChooseAmongAreNamed() {
        assertThat(ModelCheck.run(new ModelSection(BUNDLED, "elastic"), ElasticSection.DEFAULT))
                .isInstanceOf(Passed.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains(
                        "is whole and chooses by load among default, side-208, side-176, side-160, side-144, side-128.");
    }

    @Test
    void missingFolderIsRefusedByName(@TempDir Path empty) {
        assertThat(ModelCheck.run(new ModelSection(empty, "default"), ElasticSection.DEFAULT))
                .isInstanceOf(Refused.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains(empty.toString(), "model.json is missing");
    }

    @Test
    void unknownOperatingPointIsRefusedWithThoseThereAre() {
        assertThat(ModelCheck.run(new ModelSection(BUNDLED, "hasty"), ElasticSection.DEFAULT))
                .isInstanceOf(Refused.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains("no operating point 'hasty'", "default", "fastest");
    }
}
