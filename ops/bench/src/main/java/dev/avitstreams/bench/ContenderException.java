package dev.avitstreams.bench;

/** A contender cannot compute what it was asked to. The message is for the person who started the benchmark. */
public final class ContenderException extends Exception {
    private static final long serialVersionUID = 1;

    public ContenderException(String message) {
        super(message);
    }

    public ContenderException(String message, Throwable cause) {
        super(message, cause);
    }
}
