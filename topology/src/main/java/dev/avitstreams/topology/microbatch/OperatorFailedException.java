package dev.avitstreams.topology.microbatch;

/** The operator, not the frame, is at fault: the frame must not be dead-lettered but read again. */
public final class OperatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperatorFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
