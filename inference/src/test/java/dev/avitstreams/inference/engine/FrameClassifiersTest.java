package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.image.DecodeLimits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameClassifiersTest {
    private final FakeBackend backend = new FakeBackend();

    @Test
    void aModelThatFailsItsTestIsClosed() {
        backend.failure = Optional.of(new InferenceException("told to"));

        assertThatThrownBy(this::open)
                .isInstanceOf(ClassifierBrokenException.class)
                .hasMessageContaining("The model fake is not fit for use: told to");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void soIsOneThatFailsByAnError() {
        OutOfMemoryError error = new OutOfMemoryError("told to");
        backend.error = Optional.of(error);

        assertThatThrownBy(this::open).isSameAs(error);
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void soIsOneThatCannotBeWatched() {
        IllegalStateException refused = new IllegalStateException("told to");

        assertThatThrownBy(() -> backend.loaded().around(watched -> {
                    throw refused;
                }))
                .isSameAs(refused);
        assertThat(backend.closed).hasValue(1);
    }

    private void open() {
        FrameClassifiers.open(
                        backend.loaded(),
                        EngineConfig.of(4, Duration.ofMillis(1), 1 << 20, 8),
                        DecodeLimits.DEFAULT,
                        EngineListener.NONE)
                .close();
    }
}
