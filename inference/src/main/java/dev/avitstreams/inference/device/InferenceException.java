package dev.avitstreams.inference.device;

/** The operator failed on a batch; nothing is known about the single frames in it. */
public final class InferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
