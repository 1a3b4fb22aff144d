package dev.avitstreams.topology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.avitstreams.topology");

    @Test
    void topologyKnowsNoTensorsAndNoPixels() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "javax.imageio..", "java.awt..")
                .because("the device and the decoder are inference's to change")
                .check(OURS);
    }

    @Test
    void topologyUsesNothingOfOps() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.avitstreams.ops..")
                .because("commands are made of the topology, not the other way round")
                .check(OURS);
    }

    @Test
    void onlyHealthSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.avitstreams.topology.health..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.net.httpserver..", "java.net.http..")
                .because("the topology serves endpoints in one place, and no pages at all")
                .check(OURS);
    }

    @Test
    void configurationKnowsNoOtherPackageOfTheModule() {
        noClasses()
                .that()
                .resideInAPackage("dev.avitstreams.topology.config..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are of another package of the topology",
                        type -> type.getPackageName().startsWith("dev.avitstreams.topology")
                                && !type.getPackageName().equals("dev.avitstreams.topology.config")))
                .because("everything is built from the configuration")
                .check(OURS);
    }

    @Test
    void noInternalClassOfKafkaIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..internals..")
                .because("exactly-once rests on public API alone")
                .check(OURS);
    }
}
