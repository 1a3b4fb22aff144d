package dev.avitstreams.schemas.topic;

/** The brokers did not answer or refused; the message says which, why and what to do. */
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
