package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OAuthEndpointsTest {
    private static final AvitConfig PLAIN = AvitConfig.defaults("b:1", List.of("http://r:1"));

    @AfterEach
    void forget() {
        System.clearProperty(OAuthEndpoints.ALLOWED);
    }

    @Test
    void configuredEndpointsJoinThoseAllowedBefore() {
        System.setProperty(OAuthEndpoints.ALLOWED, "https://other/token");

        OAuthEndpoints.allow(AvitConfig.parse(
                "registry: {urls: [http://r:1]}",
                Map.of(
                        "AVIT_KAFKA_BOOTSTRAP_SERVERS", "b:1",
                        "AVIT_KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://login/token",
                        "AVIT_KAFKA_ADMIN_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://login/token")));

        assertThat(System.getProperty(OAuthEndpoints.ALLOWED)).isEqualTo("https://other/token,https://login/token");
    }

    @Test
    void withoutOAuthNothingIsAllowed() {
        OAuthEndpoints.allow(PLAIN);

        assertThat(System.getProperty(OAuthEndpoints.ALLOWED)).isNull();
    }
}
