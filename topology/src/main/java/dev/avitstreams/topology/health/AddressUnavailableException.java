package dev.avitstreams.topology.health;

/** The endpoints cannot listen where they should; the message says why and which setting to change. */
public final class AddressUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
