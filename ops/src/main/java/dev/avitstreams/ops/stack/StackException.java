package dev.avitstreams.ops.stack;

/** The embedded broker or registry cannot run as asked; the message says why and what to do. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
