package dev.avitstreams.ops;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.avitstreams.ops");

    @Test
    void onlyCamerasAndTheDoctorTouchFfmpeg() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.avitstreams.ops.camera..", "dev.avitstreams.ops.doctor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.javacv..", "org.bytedeco.ffmpeg..")
                .because("all other code sees frames as encoded bytes, wherever they come from")
                .check(OURS);
    }

    @Test
    void camerasKnowNothingOfTheModel() {
        noClasses()
                .that()
                .resideInAPackage("dev.avitstreams.ops.camera..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.avitstreams.inference..", "dev.avitstreams.topology..")
                .because("a camera is a producer like any other program's: the schemas are all they share")
                .check(OURS);
    }

    @Test
    void picturesAreDrawnWithoutKafkaOrNativeLibraries() {
        noClasses()
                .that()
                .resideInAPackage("dev.avitstreams.ops.picture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.bytedeco..", "java.awt.font..")
                .because("a picture is the same on every machine")
                .check(OURS);
    }

    @Test
    void onlyCommandsReadTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.avitstreams.ops", "dev.avitstreams.ops.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .because("what does the work takes values, so that tests and other programs can call it")
                .check(OURS);
    }
}
