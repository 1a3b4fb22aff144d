package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fuzzing found ({@code avit fuzz settings}): a few lines that hung the reader, or failed with a strange exception. */
class SettingsCorpusTest {

    @ParameterizedTest
    @CsvSource({
        "aliases-of-aliases, more than 2000 values",
        "list-that-holds-itself, more than 2000 values",
        "more-aliases-than-allowed, Number of aliases",
        "nested-too-deep, Nesting Depth exceeded",
    })
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isRefusedInTime(String name, String reason) throws IOException {
        String yaml = resource("/fuzz/settings/" + name + ".yaml");

        assertThatThrownBy(() -> AvitConfig.parse(yaml, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(reason);
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = SettingsCorpusTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
