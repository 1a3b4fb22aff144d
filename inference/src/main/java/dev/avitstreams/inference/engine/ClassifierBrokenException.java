package dev.avitstreams.inference.engine;

/**
 * The operator fails on every image, its own test image included: the frame is not to blame and must not be
 * dead-lettered. Futures complete with this; whoever waits should stop, commit nothing, and try again later.
 */
public final class ClassifierBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClassifierBrokenException(String message) {
        super(message);
    }

    public ClassifierBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
