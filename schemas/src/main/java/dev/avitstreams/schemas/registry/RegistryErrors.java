package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Turns what the client throws into sentences. */
final class RegistryErrors {
    /** Not 404 itself, which any web server answers to a path it does not have. */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403, 40408);

    private RegistryErrors() {}

    /** Whether the registry answered that there is no such subject, version, schema or setting. */
    static boolean isNotFound(RestClientException e) {
        return NOT_FOUND.contains(e.getErrorCode());
    }

    /**
     * Whether the registry did answer, with a schema that is none of Avro's, or that Avro cannot parse. The client has no
     * exception of its own for that.
     */
    static boolean isUnusableSchema(IOException e) {
        return String.valueOf(e.getMessage()).startsWith("Invalid schema ");
    }

    /** @param doing what was being done, as a clause after "while" */
    static RegistryException unreachable(RegistryConfig config, String doing, IOException cause) {
        if (cause instanceof SSLException) {
            return new RegistryException(
                    "No TLS connection to the schema registry at " + config.describe() + " for " + doing + " ("
                            + cause.getMessage() + "). " + tlsAdvice(cause),
                    cause);
        }
        if (isHungUp(cause)) {
            return new RegistryException(
                    "The schema registry at " + config.describe() + " closed the connection while " + doing + " ("
                            + cause.getMessage() + "). Check that the URL's http or https is right; where it asks for"
                            + " a client certificate, schema.registry.ssl.keystore.location under"
                            + " registry.properties.",
                    cause);
        }
        String reason = cause instanceof UnknownHostException ? "unknown host " + cause.getMessage() : cause.toString();
        return new RegistryException(
                "The schema registry at " + config.describe() + " did not answer while " + doing + " (" + reason
                        + "). Check that it runs and that the URL is right.",
                cause);
    }

    /** Under TLS 1.3 a server that misses a client certificate may do so, while we read or while we write. */
    private static boolean isHungUp(IOException cause) {
        return (cause instanceof SocketException && !(cause instanceof ConnectException))
                || "Error writing to server".equals(cause.getMessage());
    }

    private static String tlsAdvice(IOException cause) {
        return String.valueOf(cause.getMessage()).contains("Received fatal alert")
                ? "The registry does not take this client's certificate: check"
                        + " schema.registry.ssl.keystore.location under registry.properties."
                : "Check that schema.registry.ssl.truststore.location under registry.properties holds the authority of"
                        + " the registry's certificate, and that the certificate names this address.";
    }

    static RegistryException refused(RegistryConfig config, String doing, RestClientException cause) {
        String advice = switch (cause.getStatus()) {
            case 401, 403 ->
                "Check basic.auth.user.info or bearer.auth.token under registry.properties, and what"
                        + " that user may do.";
            case 404 -> "Check that the URL is that of a Confluent-compatible API, path included.";
            default -> "The registry's own log says more.";
        };
        return new RegistryException(
                "The schema registry at " + config.describe() + " refused " + doing + " (HTTP " + cause.getStatus()
                        + ": " + cause.getMessage() + "). " + advice,
                cause);
    }
}
