package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * {@code bearer.auth.credentials.source=TOKEN_FILE}: a bearer token out of a file that something else keeps fresh, a sidecar
 * that logs in by OAuth or the scheduler. Read for each request, so that no restart is needed.
 *
 * <p>Found by Confluent's client as a service, hence public. It asks services in the order of the class path and fails at
 * its own for OAuth, which needs classes that Kafka 4 has no more: this module must stand before it.
 */
public final class TokenFile implements BearerAuthCredentialProvider {
    static final String SOURCE = "TOKEN_FILE";
    static final String FILE = "bearer.auth.token.file";
    private static final int LONGEST = 16 * 1024;

    private Path file = Path.of("");

    @Override
    public String alias() {
        return SOURCE;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        Object path = properties.get(FILE);
        if (path == null) {
            throw new ConfigException("registry property " + FILE + " is missing, must name the file with the token");
        }
        file = Path.of(path.toString());
    }

    @Override
    public String getBearerToken(URL registry) {
        return read();
    }

    /** A file that is not there yet, or just being replaced, is a reason to ask again, as a registry that is down. */
    private String read() {
        try (var in = Files.newInputStream(file)) {
            String token = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
            if (token.isEmpty()) {
                throw new IOException("the file is empty");
            }
            return token;
        } catch (IOException e) {
            throw new RegistryException(
                    "There is no token for the schema registry: registry property " + FILE + " is " + file
                            + ", which cannot be read (" + e + "). Check the path, its permissions, and what writes"
                            + " it.",
                    e);
        }
    }
}
