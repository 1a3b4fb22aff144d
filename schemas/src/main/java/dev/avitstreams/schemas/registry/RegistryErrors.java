package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Set;

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
        String reason = cause instanceof UnknownHostException ? "unknown host " + cause.getMessage() : cause.toString();
        return new RegistryException(
                "The schema registry at " + config.describe() + " did not answer while " + doing + " (" + reason
                        + "). Check that it runs and that the URL is right.",
                cause);
    }

    static RegistryException refused(RegistryConfig config, String doing, RestClientException cause) {
        String advice = switch (cause.getStatus()) {
            case 401, 403 -> "Check the user or token configured for the registry, and what it may do.";
            case 404 -> "Check that the URL is that of a Confluent-compatible API, path included.";
            default -> "The registry's own log says more.";
        };
        return new RegistryException(
                "The schema registry at " + config.describe() + " refused " + doing + " (HTTP " + cause.getStatus()
                        + ": " + cause.getMessage() + "). " + advice,
                cause);
    }
}
