package dev.avitstreams.topology.service;

/** The operator hangs or is beyond repair: nothing it had not finished was committed, and the process must end. */
public final class OperatorLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperatorLostException(String reason) {
        super(reason);
    }
}
