package dev.avitstreams.topology.config;

import dev.avitstreams.schemas.registry.RegistryConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code registry}: the schema registry. */
public record RegistrySection(
        @Setting("Base URLs of the registry, tried in turn, for example http://localhost:8081. Required.")
        List<String> urls,

        @Setting(
                value = "Register missing schemas at start. With false they must be there already:"
                        + " `avit schemas register`.",
                byDefault = "true")
        boolean autoRegister,

        @Setting("Any further property of the Confluent registry client, passed on as it is: authentication,"
                + " TLS, timeouts.")
        Map<String, String> properties) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mock");

    public RegistrySection {
        urls = List.copyOf(urls);
        properties = Map.copyOf(properties);
        if (urls.isEmpty()) {
            throw new InvalidSettingException(
                    "registry.urls",
                    "is missing; give the registry, for example registry: {urls: [http://localhost:8081]}");
        }
        urls.forEach(RegistrySection::checkUrl);
        if (properties.containsKey("schema.registry.url")) {
            throw new InvalidSettingException(
                    "registry.properties.schema.registry.url", "must not be set; use registry.urls");
        }
        checkProperties(urls, properties);
    }

    private static void checkUrl(String url) {
        String scheme;
        try {
            scheme = URI.create(url).getScheme();
        } catch (IllegalArgumentException malformed) {
            scheme = null;
        }
        if (scheme == null || !SCHEMES.contains(scheme)) {
            throw new InvalidSettingException(
                    "registry.urls", "has '" + Secrets.redactUserInfo(url) + "', must be http://… or https://…");
        }
    }

    private static void checkProperties(List<String> urls, Map<String, String> properties) {
        try {
            RegistryConfig unused = new RegistryConfig(urls, properties);
        } catch (IllegalArgumentException refused) {
            throw new InvalidSettingException("registry.properties", "are refused: " + refused.getMessage());
        }
    }

    /** As the registry client takes it. */
    public RegistryConfig client() {
        return new RegistryConfig(urls, properties);
    }
}
