package dev.avitstreams.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.avitstreams.inference");

    @Test
    void inferenceKnowsNoKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "io.confluent..", "dev.avitstreams.schemas..")
                .because("the operator serves anyone who has an image")
                .check(OURS);
    }

    @Test
    void onlyTheImagePackageTouchesOpenCv() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.avitstreams.inference.image..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.opencv..")
                .because("decoding has one owner, and its native memory too")
                .check(OURS);
    }

    @Test
    void engineAndFramesAreFreeOfNativeCode() {
        noClasses()
                .that()
                .resideInAnyPackage("..inference.engine..", "..inference.frame..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .because("native memory belongs to the decoder and the backend")
                .check(OURS);
    }

    @Test
    void batcherIsPure() {
        classes()
                .that()
                .resideInAPackage("dev.avitstreams.inference.batching..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.avitstreams.inference.batching..",
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .because("its laws are tested with a clock of our own and no threads")
                .check(OURS);
    }

    @Test
    void theArithmeticOfEvaluationKnowsNeitherDevicesNorTraining() {
        noClasses()
                .that()
                .resideInAPackage("dev.avitstreams.inference.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..inference.device..", "..inference.training..", "org.bytedeco..", "java.io..")
                .because("what is counted must not depend on where it was computed")
                .check(OURS);
    }
}
