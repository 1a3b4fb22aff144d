package dev.avitstreams.ops.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.topology.config.AvitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariedSettingTest {
    private static final StackAddress STACK = new StackAddress("127.0.0.1:1", "http://127.0.0.1:2");

    @TempDir
    Path folder;

    @Test
    void aSettingTakesEachOfItsValues() {
        assertThat(VariedSetting.parse("batch.max-delay=0ms, 50ms"))
                .containsExactly(
                        new VariedSetting("batch.max-delay", "0ms"), new VariedSetting("batch.max-delay", "50ms"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "threads=", "=3", "threads=1,,2", ""})
    void whatIsNoSettingWithValuesIsRefusedAsItWasGiven(String text) {
        assertThatThrownBy(() -> VariedSetting.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.session.timeout.ms",
                "kafka.main.consumer.session.timeout.ms",
                "kafka.consumer.max.poll.interval.ms",
                "kafka.producer.transaction.timeout.ms",
                "kafka.group.protocol"
            })
    void whatASuspendedServiceNeedsIsNotVaried(String path) {
        assertThat(Services.clashesWithSuspension(new VariedSetting(path, "6000")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.commit.interval.ms", "kafka.poll.ms", "batch.max-delay", "operator.timeout"})
    void whatItDoesNotNeedIs(String path) {
        assertThat(Services.clashesWithSuspension(new VariedSetting(path, "6000")))
                .isFalse();
    }

    @Test
    void itReachesTheConfigurationOfTheService() throws IOException {
        AvitConfig usual = config(null);
        AvitConfig delayed = config(new VariedSetting("batch.max-delay", "50ms"));
        AvitConfig threaded = config(new VariedSetting("threads", "3"));
        AvitConfig committing = config(new VariedSetting("kafka.commit.interval.ms", "30"));

        assertThat(delayed.batch().maxDelay())
                .isEqualTo(Duration.ofMillis(50))
                .isNotEqualTo(usual.batch().maxDelay());
        assertThat(threaded.threads()).isEqualTo(3);
        assertThat(committing.kafka())
                .containsEntry("commit.interval.ms", "30")
                .containsEntry("bootstrap.servers", "127.0.0.1:1");
    }

    private AvitConfig config(@org.jspecify.annotations.Nullable VariedSetting setting) throws IOException {
        Path file = new ServiceConfig("app", Path.of("model"), 1, STACK, folder, 0)
                .with(setting)
                .write(folder);
        return AvitConfig.load(file, Map.of());
    }
}
