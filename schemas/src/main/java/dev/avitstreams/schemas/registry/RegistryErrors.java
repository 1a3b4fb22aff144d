package dev.avitstreams.schemas.registry;

import dev.avitstreams.schemas.tls.TlsFault;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Turns what the client throws into sentences. */
final class RegistryErrors {
    /** Not 404 itself, which any web server answers to a path it does not have. */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403, 40408);

    /**
     * How the JDK tells of a connection that the other side ended, while we read or while we write. Under TLS 1.3 a server
     * that misses a client certificate may do so.
     */
    private static final List<String> HUNG_UP = List.of(
            "Connection reset",
            "Unexpected end of file",
            "Broken pipe",
            "Connection or outbound has closed",
            "Error writing to server",
            "Remote host terminated the handshake");

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
        if (isHungUp(cause)) {
            return new RegistryException(
                    "The schema registry at " + config.describe() + " closed the connection while " + doing + " ("
                            + cause.getMessage() + "). Check that the URL's http or https is right; where it asks for"
                            + " a client certificate, schema.registry.ssl.keystore.location under"
                            + " registry.properties.",
                    cause);
        }
        if (cause instanceof SSLException) {
            return new RegistryException(
                    "No TLS connection to the schema registry at " + config.describe() + " for " + doing + " ("
                            + cause.getMessage() + "). " + tlsAdvice(cause),
                    cause);
        }
        String reason = cause instanceof UnknownHostException ? "unknown host " + cause.getMessage() : cause.toString();
        return new RegistryException(
                "The schema registry at " + config.describe() + " did not answer while " + doing + " (" + reason
                        + "). Check that it runs and that the URL is right.",
                cause);
    }

    private static boolean isHungUp(IOException cause) {
        return HUNG_UP.stream().anyMatch(String.valueOf(cause.getMessage())::startsWith);
    }

    private static String tlsAdvice(IOException cause) {
        return switch (TlsFault.of(String.valueOf(cause.getMessage()))) {
            case NO_TLS -> "What listens at that port speaks no TLS: check the URL's port, and http rather than https.";
            case CLIENT_CERTIFICATE ->
                "The registry does not take this client's certificate: check"
                        + " schema.registry.ssl.keystore.location under registry.properties.";
            case NOTHING_IN_COMMON ->
                "The two sides may have no protocol version or cipher in common: check"
                        + " schema.registry.ssl.enabled.protocols and schema.registry.ssl.cipher.suites under"
                        + " registry.properties; or the registry misses a client certificate,"
                        + " schema.registry.ssl.keystore.location.";
            case SERVER_CERTIFICATE ->
                "Check that schema.registry.ssl.truststore.location under registry.properties holds the authority of"
                        + " the registry's certificate, and that the certificate names this address.";
        };
    }

    static RegistryException refused(RegistryConfig config, String doing, RestClientException cause) {
        String advice = switch (cause.getStatus()) {
            case 401, 403 ->
                "Check basic.auth.user.info, bearer.auth.token or bearer.auth.token.file under"
                        + " registry.properties, and what that user may do.";
            case 404 -> "Check that the URL is that of a Confluent-compatible API, path included.";
            default -> "The registry's own log says more.";
        };
        return new RegistryException(
                "The schema registry at " + config.describe() + " refused " + doing + " (HTTP " + cause.getStatus()
                        + ": " + cause.getMessage() + "). " + advice,
                cause);
    }
}
