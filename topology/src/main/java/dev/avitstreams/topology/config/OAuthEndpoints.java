package dev.avitstreams.topology.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Since 4.0 Kafka's clients ask no OAuth endpoint that a system property does not name, for programs whose clients are
 * configured by strangers. Here whoever writes the configuration also runs the program, so naming it once is enough.
 */
public final class OAuthEndpoints {

    /** {@code BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG}, in a package that is not Kafka's public API. */
    static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String ENDPOINT = "sasl.oauthbearer.token.endpoint.url";

    private OAuthEndpoints() {}

    /** Adds the configured endpoints to those that are allowed. To be called before the first client is made. */
    public static synchronized void allow(AvitConfig config) {
        Set<String> allowed = new LinkedHashSet<>();
        String before = System.getProperty(ALLOWED, "");
        if (!before.isBlank()) {
            allowed.addAll(List.of(before.split(",")));
        }
        config.kafka().forEach((key, value) -> {
            if (KafkaOverrides.withoutPrefix(key).equals(ENDPOINT) && allowed.add(value.strip())) {
                System.setProperty(ALLOWED, String.join(",", allowed));
            }
        });
    }
}
