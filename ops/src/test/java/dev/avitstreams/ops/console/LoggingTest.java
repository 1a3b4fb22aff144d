package dev.avitstreams.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    @AfterEach
    void backToTheShell() {
        Logging.configure(Logging.Audience.SHELL);
    }

    @Test
    void personAtAShellHearsNothingOfKafkaAndTheServiceHearsItsErrors() {
        Logging.configure(Logging.Audience.SHELL);
        assertThat(LoggerFactory.getLogger("kafka.server.ReplicaManager").isErrorEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("dev.avitstreams.ops").isWarnEnabled())
                .isTrue();

        Logging.raise(Logging.Audience.SERVICE);
        assertThat(LoggerFactory.getLogger("kafka.server.ReplicaManager").isErrorEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("kafka.server.ReplicaManager").isWarnEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.consumer.Consumer")
                        .isWarnEnabled())
                .isTrue();
    }
}
