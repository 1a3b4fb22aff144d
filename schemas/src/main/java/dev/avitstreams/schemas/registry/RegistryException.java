package dev.avitstreams.schemas.registry;

/**
 * The registry could not be reached or refused the request; nothing is known about the record at hand, which may well be
 * sound. The message names the registry, the subject and what to do.
 */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
