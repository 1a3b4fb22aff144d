package dev.avitstreams.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String BASE = "dev.avitstreams.inference.";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.avitstreams.inference");

    @Test
    void inferenceKnowsNoKafkaAndNoAvro() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.confluent..")
                .because("the operator must be usable, tested and measured without a stream")
                .check(OURS);
    }

    @Test
    void inferenceUsesNoOtherModuleOfOurs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.avitstreams.schemas..", "dev.avitstreams.topology..", "dev.avitstreams.ops..")
                .because("frames come in and outcomes go out as plain values")
                .check(OURS);
    }

    @Test
    void onlyImageDecodingUsesOpenCv() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "image..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.opencv..")
                .because("an image leaves that package as plain bytes")
                .check(OURS);
    }

    @Test
    void onlyTheModelAndWhatComputesItUseLibtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "model..", BASE + "halting..", BASE + "device..", BASE + "verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.pytorch..", "org.bytedeco.openblas..")
                .because("tensors and their native memory have few owners")
                .check(OURS);
    }

    @Test
    void valuesBatchingAndHaltingKnowNoDevice() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "frame..", BASE + "batching..", BASE + "halting..", BASE + "model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "device..", BASE + "engine..", BASE + "verify..")
                .because("one forward pass serves every device")
                .check(OURS);
    }

    @Test
    void batchingIsPure() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "batching..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", BASE + "image..", BASE + "model..")
                .because("its rules are tested with a fake clock and plain values")
                .check(OURS);
    }

    @Test
    void implementationPackagesAreFreeOfCycles() {
        // frame and batching share the vocabulary of why a batch was flushed, frame and model that of who answered
        slices().matching(BASE + "(halting|device|verify|engine|image|model)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }
}
