package dev.avitstreams.ops.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tests of secrets rest on. */
class SecretWatchTest {
    private static final Logger LOG = LoggerFactory.getLogger(SecretWatchTest.class);
    private static final String SECRET = "9c1f7e-planted";

    private final SecretWatch watch = SecretWatch.begin();

    SecretWatchTest() {
        ((ch.qos.logback.classic.Logger) LOG).setAdditive(false); // read, not printed
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @ParameterizedTest
    @MethodSource
    void aSecretIsSeenWhereverInAnEventItStands(Consumer<String> leak) {
        // Given
        watch.guard(List.of(SECRET));

        // When
        leak.accept(SECRET);

        // Then
        assertThat(watch.leaks()).singleElement().asString().startsWith(SecretWatchTest.class.getName());
    }

    static Stream<Named<Consumer<String>>> aSecretIsSeenWhereverInAnEventItStands() {
        return Stream.of(
                Named.of("message", secret -> LOG.debug("Password is " + secret)),
                Named.of("parameter", secret -> LOG.debug("Password of {} is {}", "avit", secret)),
                Named.of("exception", secret -> LOG.debug("Turned away", new IOException(secret))),
                Named.of(
                        "exception behind one parameter",
                        secret -> LOG.debug("No {}", "entry", new IOException(secret))),
                Named.of("cause behind one parameter", secret -> LOG.debug("No {}", "entry", causedBy(secret))),
                Named.of("cause behind several", secret -> LOG.debug("{} {} {}", 1, 2, 3, causedBy(secret))),
                Named.of("cause in place of a parameter", secret -> LOG.debug("No entry: {}", causedBy(secret))),
                Named.of("suppressed", secret -> LOG.debug("No {}", "entry", suppressing(causedBy(secret)))),
                Named.of(
                        "fluent",
                        secret -> LOG.atDebug().setCause(causedBy(secret)).log("No entry")));
    }

    @Test
    void eventsWithoutASecretAreReadAndLeftAlone() {
        watch.guard(List.of(SECRET));

        LOG.debug("No {}", "entry", suppressing(causedBy("no secret")));

        assertThat(watch.messages()).isPositive();
        assertThat(watch.leaks()).isEmpty();
    }

    private static Exception causedBy(String message) {
        return new IllegalStateException("outer", new IllegalStateException("inner", new IOException(message)));
    }

    private static Exception suppressing(Exception other) {
        Exception outer = new IllegalStateException("outer");
        outer.addSuppressed(other);
        return outer;
    }
}
