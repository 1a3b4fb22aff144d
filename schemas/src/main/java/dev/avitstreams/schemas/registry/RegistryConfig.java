package dev.avitstreams.schemas.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the schema registry is and how to log in.
 *
 * <p>Properties are those of Confluent's client, handed on as they are:
 *
 * <ul>
 *   <li>basic authentication: {@code basic.auth.credentials.source=USER_INFO}, {@code basic.auth.user.info=user:secret}
 *   <li>a bearer token: {@code bearer.auth.credentials.source=STATIC_TOKEN}, {@code bearer.auth.token}; or
 *       {@code TOKEN_FILE}, {@code bearer.auth.token.file}: {@link TokenFile}
 *   <li>TLS: {@code schema.registry.ssl.truststore.location} and so on, always with the prefix
 * </ul>
 *
 * <p>User and password in a URL ({@code https://user:secret@host}) work as basic authentication does.
 *
 * <p><b>{@code OAUTHBEARER} and {@code CUSTOM} to the registry do not work</b>: the client's own code for them needs Kafka
 * classes that are gone since Kafka 4.0, so they are refused here rather than failing on the first frame. (OAUTHBEARER to
 * the brokers is another matter, and works.)
 *
 * @param urls in the order to try; the next is used when one cannot be reached. {@code mock://NAME} is a registry inside
 *     this JVM
 * @param properties of Confluent's client; values may be secret, so {@link #toString} shows their names only
 */
public record RegistryConfig(List<String> urls, Map<String, String> properties) {
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String TLS_PREFIX = "schema.registry.ssl.";
    private static final String TLS_HOSTNAME_CHECK = TLS_PREFIX + "endpoint.identification.algorithm";
    private static final List<String> LONG_PROPERTIES =
            List.of("missing.id.cache.ttl.sec", "missing.version.cache.ttl.sec", "missing.schema.cache.ttl.sec");
    /** Up to the last @ before the path: a password may have one too. */
    private static final Pattern USER_INFO = Pattern.compile("^(\\w+://)([^/]*)@");
    /** Up to the last @ of all, for messages: the URL may not be one. */
    private static final Pattern PERHAPS_USER_INFO = Pattern.compile("(?s)^(\\w+://)?.*@");

    private static final Pattern AT_IN_PATH = Pattern.compile("(?s)^\\w+://[^/]*/.*@.*");

    private static final int SCHEMAS_PER_SUBJECT = 1000;

    public RegistryConfig {
        urls = urls.stream().map(String::strip).toList();
        properties = Map.copyOf(properties);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "registry urls is empty, must name at least one, for example http://localhost:8081");
        }
        urls.forEach(RegistryConfig::requireUrl);
        if (users(urls).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "registry urls name different users, must all name the same one or none");
        }
        String bearer = properties.getOrDefault(BEARER_SOURCE, "").toUpperCase(Locale.ROOT);
        if (bearer.contains("OAUTHBEARER") || bearer.equals("CUSTOM")) {
            throw new IllegalArgumentException("registry property " + BEARER_SOURCE + " is " + bearer
                    + ", which this client cannot do with Kafka 4. Use STATIC_TOKEN with bearer.auth.token, or "
                    + TokenFile.SOURCE + " with " + TokenFile.FILE + ", a file that something else keeps fresh.");
        }
    }

    /** A registry without authentication. */
    public static RegistryConfig of(String... urls) {
        return new RegistryConfig(List.of(urls), Map.of());
    }

    /** A client with its own cache; thread-safe, to be closed by the caller. */
    public SchemaRegistryClient newClient() {
        return SchemaRegistryClientFactory.newClient(
                plainUrls(), SCHEMAS_PER_SUBJECT, List.of(new AvroSchemaProvider()), clientProperties(), Map.of());
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
        users(urls).findFirst().ifPresent(user -> {
            if (all.getOrDefault(BASIC_SOURCE, "URL").equals("URL")) {
                all.put(BASIC_SOURCE, "USER_INFO");
                all.put("basic.auth.user.info", user);
            }
        });
        all.put("schema.registry.url", String.join(",", plainUrls()));
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
        if (AT_IN_PATH.matcher(url).matches()) {
            throw new IllegalArgumentException("registry urls have one with an @ after a /, not repeated here as a"
                    + " password may be cut in two: percent-encode / in the password (%2F), or @ in the path (%40)");
        }
        if (!url.matches("(?i)(https?|mock)://[^\\s,]+")) {
            throw new IllegalArgumentException("registry url '" + withoutUserInfo(url)
                    + "' must begin with http://, https:// or mock://, for example http://localhost:8081");
        }
    }

    private static String withoutUserInfo(String url) {
        return PERHAPS_USER_INFO.matcher(url).replaceFirst("$1***@");
    }

    /** Without user and password, which the client would log and put into its messages: it is told of them apart. */
    private List<String> plainUrls() {
        return urls.stream()
                .map(url -> USER_INFO.matcher(url).replaceFirst("$1"))
                .toList();
    }

    private static Stream<String> users(List<String> urls) {
        return urls.stream().map(USER_INFO::matcher).filter(Matcher::find).map(found -> decoded(found.group(2)));
    }

    private static String decoded(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return user; // whose message would repeat it
        }
    }
}
