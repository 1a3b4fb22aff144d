package dev.avitstreams.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class GeneratedClassesTest {

    /** The first thing this program does with our records. */
    static final class BuildARecord {
        public static void main(String[] arguments) {
            System.out.println(Samples.imageEvent().getCameraId());
        }
    }

    @Test
    void aRecordCanBeBuiltBeforeAnySerde() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BuildARecord.class.getName()))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
                .endsWith("gate-3");
    }

    @Test
    void nothingElseIsTrusted() {
        GeneratedClasses.trust();
        assertThatThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> ClassSecurityValidator.validate(AvroSerdes.class))
                .isInstanceOf(SecurityException.class);
    }
}
