package dev.avitstreams.inference.model;

/** A model folder or a weights file cannot be used; the message says which part of it and what was expected. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
