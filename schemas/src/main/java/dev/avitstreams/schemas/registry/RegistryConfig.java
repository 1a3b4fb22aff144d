package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the schema registry is and how to log in.
 *
 * <p>Properties are those of Confluent's client, handed on as they are:
 *
 * <ul>
 *   <li>basic authentication: {@code basic.auth.credentials.source=USER_INFO}, {@code basic.auth.user.info=user:secret}
 *   <li>a bearer token: {@code bearer.auth.credentials.source=STATIC_TOKEN}, {@code bearer.auth.token}; or
 *       {@code CUSTOM} with {@code bearer.auth.custom.provider.class}
 *   <li>TLS: {@code schema.registry.ssl.truststore.location} and so on, always with the prefix
 * </ul>
 *
 * <p><b>{@code OAUTHBEARER} to the registry does not work</b>: the client's own OAuth code needs Kafka classes that are
 * gone since Kafka 4.0, so it is refused here rather than failing on the first frame. Supply the token by a
 * {@code CUSTOM} provider instead. (OAUTHBEARER to the brokers is another matter, and works.)
 *
 * @param urls in the order to try; the next is used when one cannot be reached. {@code mock://NAME} is a registry inside
 *     this JVM
 * @param properties of Confluent's client; values may be secret, so {@link #toString} shows their names only
 */
public record RegistryConfig(List<String> urls, Map<String, String> properties) {
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String TLS_PREFIX = "schema.registry.ssl.";
    private static final String TLS_HOSTNAME_CHECK = TLS_PREFIX + "endpoint.identification.algorithm";
    private static final List<String> LONG_PROPERTIES =
            List.of("missing.id.cache.ttl.sec", "missing.version.cache.ttl.sec", "missing.schema.cache.ttl.sec");
    private static final int SCHEMAS_PER_SUBJECT = 1000;

    public RegistryConfig {
        urls = urls.stream().map(String::strip).toList();
        properties = Map.copyOf(properties);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "registry urls is empty, must name at least one, for example http://localhost:8081");
        }
        urls.forEach(RegistryConfig::requireUrl);
        String bearer = properties.getOrDefault(BEARER_SOURCE, "").toUpperCase(Locale.ROOT);
        if (bearer.contains("OAUTHBEARER")) {
            throw new IllegalArgumentException("registry property " + BEARER_SOURCE + " is " + bearer
                    + ", which this client cannot do with Kafka 4. Use STATIC_TOKEN, or CUSTOM with"
                    + " bearer.auth.custom.provider.class.");
        }
    }

    /** A registry without authentication. */
    public static RegistryConfig of(String... urls) {
        return new RegistryConfig(List.of(urls), Map.of());
    }

    /** A client with its own cache; thread-safe, to be closed by the caller. */
    public SchemaRegistryClient newClient() {
        return SchemaRegistryClientFactory.newClient(
                urls, SCHEMAS_PER_SUBJECT, List.of(new AvroSchemaProvider()), clientProperties(), Map.of());
    }

    /** The URLs without passwords, for messages. */
    public String describe() {
        return urls.stream().map(RegistryConfig::withoutUserInfo).collect(Collectors.joining(", "));
    }

    /** For a serde or client of Confluent's: the properties, the URLs, and our defaults where nothing was set. */
    Map<String, Object> clientProperties() {
        Map<String, Object> all = new LinkedHashMap<>();
        // The client waits a minute by default, longer than a frame may.
        all.put("http.connect.timeout.ms", "3000");
        all.put("http.read.timeout.ms", "10000");
        // A stream of corrupt records must not become a stream of requests.
        all.put("missing.id.cache.ttl.sec", "5");
        if (properties.keySet().stream().anyMatch(key -> key.startsWith(TLS_PREFIX))) {
            // Left unset, the client accepts a certificate of any host.
            all.put(TLS_HOSTNAME_CHECK, "https");
        }
        all.putAll(properties);
        all.put("schema.registry.url", String.join(",", urls));
        // The client casts these, where it parses all others.
        LONG_PROPERTIES.forEach(key -> all.computeIfPresent(key, RegistryConfig::parseLong));
        return all;
    }

    private static Long parseLong(String key, Object value) {
        try {
            return Long.valueOf(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "registry property " + key + " is '" + value + "', must be a whole number of seconds", e);
        }
    }

    @Override
    public String toString() {
        return "RegistryConfig[urls=" + describe() + ", properties=" + new TreeSet<>(properties.keySet()) + "]";
    }

    private static void requireUrl(String url) {
        if (!url.matches("(?i)(https?|mock)://[^\\s,]+")) {
            throw new IllegalArgumentException("registry url '" + withoutUserInfo(url)
                    + "' must begin with http://, https:// or mock://, for example http://localhost:8081");
        }
    }

    private static String withoutUserInfo(String url) {
        int scheme = url.indexOf("://");
        int at = url.lastIndexOf('@');
        return scheme >= 0 && at > scheme ? url.substring(0, scheme + 3) + "***@" + url.substring(at + 1) : url;
    }
}
