package dev.avitstreams.ops.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** How much the log says. {@code logback.xml} fixes where it goes (standard error) and its form. */
public final class Logging {
    private Logging() {}

    /** Who is going to read the log. */
    public enum Audience {
        /**
         * A person at a shell: warnings of our own. Kafka says as errors what its clients then mend, so it is silent
         * here; what it cannot mend reaches us as an exception.
         */
        SHELL,
        /** Whoever runs the service: our own progress, warnings of anyone. */
        SERVICE,
        /** Whoever hunts a fault: our own details, progress of anyone. */
        VERBOSE
    }

    /** Heard only where they err, and not at all at a shell. */
    private static final List<String> TALKATIVE = List.of(
            // hundreds of lines of settings at every start, and notes on settings Streams itself passes on
            "org.apache.kafka.clients.producer.ProducerConfig",
            "org.apache.kafka.clients.consumer.ConsumerConfig",
            "org.apache.kafka.clients.admin.AdminClientConfig",
            "org.apache.kafka.streams.StreamsConfig",
            "org.apache.kafka.common.config.AbstractConfig",
            "kafka.server.KafkaConfig",
            // topics that are still being made, brokers that are away: /readyz says it once, in words
            "org.apache.kafka.clients.NetworkClient",
            "state.change.logger",
            // the embedded broker: a single node warns of what only matters among several
            "kafka",
            "org.apache.kafka.controller",
            "org.apache.kafka.raft");

    private static volatile Audience current = Audience.SHELL;

    /** Says at least as much as this audience needs. */
    public static void raise(Audience audience) {
        if (audience.compareTo(current) > 0) {
            configure(audience);
        }
    }

    public static void configure(Audience audience) {
        current = audience;
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return; // another logging back end was put on the class path: it has its own configuration
        }
        Level ours = switch (audience) {
            case SHELL -> Level.WARN;
            case SERVICE -> Level.INFO;
            case VERBOSE -> Level.DEBUG;
        };
        Level others = switch (audience) {
            case SHELL -> Level.OFF;
            case SERVICE -> Level.WARN;
            case VERBOSE -> Level.INFO;
        };
        context.getLogger("dev.avitstreams").setLevel(ours);
        TALKATIVE.forEach(
                name -> context.getLogger(name).setLevel(audience == Audience.SHELL ? Level.OFF : Level.ERROR));
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(others);
    }
}
