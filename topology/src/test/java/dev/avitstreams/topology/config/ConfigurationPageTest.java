package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.topology.documentation.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigurationPageTest {

    @Test
    void pageIsUpToDate() throws IOException {
        GeneratedPage.check("configuration.md", ConfigurationPage.render());
    }

    @Test
    void examplesOfThePageAreValid(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("user"), "user:secret-of-16-characters\n");
        String example = ConfigurationPage.EXAMPLE.replaceAll("/run/secrets/[a-z-]+", secret.toString());

        assertThat(AvitConfig.parse(ConfigurationPage.MINIMAL, Map.of()).threads())
                .isEqualTo(8);
        assertThat(AvitConfig.parse(example, Map.of("KAFKA_PASSWORD", "p")).kafka())
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"avit\""
                                + " password=\"p\";");
    }

    static Stream<SettingsCatalogue.Leaf> ranged() {
        return SettingsCatalogue.leaves().stream()
                .filter(leaf -> !leaf.setting().range().isEmpty());
    }

    /** The range stands in the annotation for people and in the constructor for the machine. */
    @ParameterizedTest
    @MethodSource("ranged")
    void documentedRangeIsTheOneEnforced(SettingsCatalogue.Leaf leaf) {
        List<String> ends = List.of(leaf.setting().range().split(" to "));
        Class<?> type = SettingsCatalogue.elementType(leaf.component());
        Object least = Scalars.parse(type, ends.get(0));
        Object most = Scalars.parse(type, ends.get(1));

        assertRefused(leaf, beyond(most, 1));
        if (!beyond(least, -1).startsWith("-")) {
            assertRefused(leaf, beyond(least, -1));
        }
        assertThat(problemOf(leaf, ends.get(0)))
                .doesNotContain("must be " + leaf.setting().range());
        assertThat(problemOf(leaf, ends.get(1)))
                .doesNotContain("must be " + leaf.setting().range());
    }

    private static void assertRefused(SettingsCatalogue.Leaf leaf, String value) {
        assertThatThrownBy(() -> parse(leaf, value))
                .hasMessageContaining(leaf.path())
                .hasMessageContaining("must be " + leaf.setting().range());
    }

    /** Values at the ends may still be refused together with other settings, but for another reason. */
    private static String problemOf(SettingsCatalogue.Leaf leaf, String value) {
        try {
            parse(leaf, value);
            return "";
        } catch (ConfigException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static void parse(SettingsCatalogue.Leaf leaf, String value) {
        AvitConfig.parse(ConfigurationPage.MINIMAL, Map.of(leaf.variable(), value));
    }

    private static String beyond(Object end, int step) {
        if (end instanceof Duration duration) {
            return duration.toMillis() + step + "ms";
        }
        if (end instanceof DataSize size) {
            return String.valueOf(size.bytes() + step);
        }
        return String.valueOf(((Number) end).longValue() + step);
    }
}
