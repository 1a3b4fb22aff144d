package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveSettingsTest {
    private static final AvitConfig BEFORE = AvitConfig.defaults("localhost:9092", List.of("http://localhost:8081"));

    @Test
    void aChangeLeavesEverythingElseAsItWas() {
        AvitConfig after = LiveSettings.changed(
                BEFORE, Map.of("batch.max-size", "16", "batch.max-delay", "5ms", "model.operating-point", "fast"));

        assertThat(after.effective())
                .isEqualTo(BEFORE.effective()
                        .replace("max-size: 32", "max-size: 16")
                        .replace("max-delay: 10ms", "max-delay: 5ms")
                        .replace("operating-point: default", "operating-point: fast"));
        assertThat(LiveSettings.difference(BEFORE, after))
                .isEqualTo("batch.max-size=32->16 batch.max-delay=10ms->5ms model.operating-point=default->fast");
        assertThat(LiveSettings.changed(after, Map.of())).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            batch.max-size        | 0     | batch.max-size is 0, must be 1 to 1024
            batch.max-size        | 65    | batch.max-in-flight is 64, must be at least batch.max-size, which is 65
            batch.max-size        | many  | batch.max-size is 'many', must be a whole number
            batch.max-delay       | 2s    | batch.max-delay is 2s, must be 0ms to 1s
            batch.max-delay       | 10    | batch.max-delay is '10', must be a duration such as 10ms, 5s, 2m or 1h
            model.operating-point | ' '   | model.operating-point is empty, must have a value
            batch.max-sise        | 3     | unknown key batch.max-sise, did you mean batch.max-size?
            size                  | 3     | unknown key size, must be one of batch.max-size, batch.max-delay, model.operating-point
            threads               | 3     | threads cannot be changed while the service runs, only batch.max-size, batch.max-delay, model.operating-point can; change it in the configuration and start the service anew
            """)
    void whatTheFileMayNotSayAChangeMayNotEither(String path, String value, String sentence) {
        assertThatThrownBy(() -> LiveSettings.changed(BEFORE, Map.of(path, value)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refused -> assertThat(refused.problems()).containsExactly(sentence));
    }
}
