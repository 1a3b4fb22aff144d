package dev.avitstreams.topology.service;

import dev.avitstreams.schemas.registry.RegistryException;
import dev.avitstreams.topology.microbatch.OperatorFailedException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when a stream thread dies. Nothing of what it had not committed is lost: it is read again by whoever takes
 * over. Where time may heal the cause, a new thread takes over here after a pause; else this run of the topology ends,
 * and the {@link Supervisor} starts another once the cluster passes its checks.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final Duration pause;
    private final Consumer<String> onFailure;

    /** @param onFailure given one sentence per failure, on the dying thread */
    FailurePolicy(Duration pause, Consumer<String> onFailure) {
        this.pause = pause;
        this.onFailure = onFailure;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        String sentence = sentence(failure);
        onFailure.accept(sentence);
        if (!mayHeal(failure)) {
            LOG.error("The topology stops and will be started again: {}", sentence, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("A stream thread failed and is replaced, its frames will be read again: {}", sentence);
        LOG.debug("The failure in full", failure);
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    static boolean mayHeal(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof OperatorFailedException
                    || t instanceof RegistryException
                    || t instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** The innermost message that says anything, as a rule the only one a person needs. */
    static String sentence(Throwable failure) {
        String sentence = failure.toString();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof OperatorFailedException || t instanceof RegistryException) {
                return String.valueOf(t.getMessage());
            }
            if (t.getMessage() != null && t.getCause() == null) {
                sentence = t.getClass().getSimpleName() + ": " + t.getMessage();
            }
        }
        return sentence;
    }
}
