package dev.avitstreams.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.avitstreams.schemas");

    @Test
    void schemasKnowNothingOfTensorsOrStreams() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "org.apache.kafka.streams..")
                .because("a producer or consumer in any program may use the records, and should not drag in an engine")
                .check(OURS);
    }

    @Test
    void schemasUseNoOtherModuleOfOurs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.avitstreams.inference..", "dev.avitstreams.topology..", "dev.avitstreams.ops..")
                .because("schemas is the leftmost module")
                .check(OURS);
    }
}
