package dev.avitstreams.ops.console;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.training.TrainingException;
import dev.avitstreams.ops.stack.StackException;
import dev.avitstreams.schemas.registry.RegistryException;
import dev.avitstreams.schemas.topic.BrokerUnavailableException;
import dev.avitstreams.topology.config.ConfigException;
import dev.avitstreams.topology.health.AddressUnavailableException;
import dev.avitstreams.topology.service.OperatorLostException;
import dev.avitstreams.topology.startup.StartupRefusedException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One sentence for any throwable that reaches the top of a command. */
public final class Sentences {
    private Sentences() {}

    /** What happened and, where it is known, what to do about it. */
    public static String of(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
        if (isExplained(cause)) {
            return message;
        }
        if (cause instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile() + ".";
        }
        if (cause instanceof NotDirectoryException file) {
            return file.getFile() + " is not a folder.";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "Permission denied: " + denied.getFile() + ".";
        }
        if (cause instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " exists already.";
        }
        if (cause instanceof BindException) {
            return "The port is already in use (" + message + "); choose another with --port.";
        }
        if (cause instanceof ConnectException) {
            return "Nothing answers at that address (" + message + "); is the server running?";
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "A topic is missing (" + message + "); create the topics with `avit topics create`.";
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return "Kafka refused access (" + message + "); check the security settings under `kafka:`.";
        }
        if (cause instanceof RetriableException) {
            return "Kafka did not answer in time (" + message + "); is a broker running at the bootstrap address?";
        }
        if (cause instanceof UnsatisfiedLinkError) {
            return "A native library cannot be loaded (" + firstLine(message) + "); `avit doctor` says more.";
        }
        if (cause instanceof OutOfMemoryError) {
            return "Out of memory (" + message + "); give more with AVIT_JAVA_OPTS=-Xmx4g.";
        }
        return message.isEmpty() ? cause.getClass().getSimpleName() : message;
    }

    /** True for failures whose message is already written for the person at the shell. */
    public static boolean isExplained(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        return cause instanceof CommandFailure
                || cause instanceof ConfigException
                || cause instanceof ModelException
                || cause instanceof TrainingException
                || cause instanceof BrokerUnavailableException
                || cause instanceof RegistryException
                || cause instanceof StackException
                || cause instanceof StartupRefusedException
                || cause instanceof OperatorLostException
                || cause instanceof AddressUnavailableException;
    }

    /** How a command ends that failed with this. */
    public static ExitStatus statusOf(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof CommandFailure failure) {
            return failure.status();
        }
        if (cause instanceof OperatorLostException) {
            return ExitStatus.OPERATOR_LOST;
        }
        return cause instanceof ConfigException ? ExitStatus.USAGE : ExitStatus.RUNTIME;
    }

    /** The cause inside the wrappers that executors and streams put around it. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause instanceof UncheckedIOException
                        || cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
