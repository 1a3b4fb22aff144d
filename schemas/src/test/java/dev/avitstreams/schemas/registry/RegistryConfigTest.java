package dev.avitstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

    @Test
    void secretsNeverShow() {
        RegistryConfig config = new RegistryConfig(
                List.of("https://anna:hunter2@registry:8081"),
                Map.of("basic.auth.user.info", "anna:hunter3", "bearer.auth.token", "hunter4"));

        assertThat(config.toString())
                .isEqualTo("RegistryConfig[urls=https://***@registry:8081,"
                        + " properties=[basic.auth.user.info, bearer.auth.token]]");
        assertThat(config.describe()).isEqualTo("https://***@registry:8081");
    }

    @Test
    void userOfAUrlReachesTheClientApartFromIt() {
        RegistryConfig config =
                RegistryConfig.of("https://anna:pa%25ss+@one:8081", "https://anna:pa%25ss+@two:8081/a%40b");

        assertThat(config.clientProperties())
                .containsEntry("schema.registry.url", "https://one:8081,https://two:8081/a%40b")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "anna:pa%ss+");
        assertThatThrownBy(() -> RegistryConfig.of("https://anna:hunter2@one", "https://bob:hunter3@two"))
                .hasMessageContaining("different users")
                .hasMessageNotContaining("hunter");
        assertThat(RegistryConfig.of("https://anna:100%@one").clientProperties())
                .containsEntry("basic.auth.user.info", "anna:100%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://anna:ab/cd==@host:8081",
                "https://anna:12/cd==@host:8081",
                "https://anna:ab@cd/cd==@host:8081",
                "https://anna:ab/c d==@host:8081",
                "https:/anna:ab/cd==@host:8081",
                "anna:ab/cd==@host:8081"
            })
    void aPasswordIsNotRepeatedThatAnUnencodedSlashCutsInTwo(String url) {
        assertThatThrownBy(() -> RegistryConfig.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContainingAny("anna", "ab", "cd==", "d==");
    }

    @Test
    void aSlashInAPasswordMustBeEncoded() {
        assertThatThrownBy(() -> RegistryConfig.of("https://anna:ab/cd==@host:8081"))
                .hasMessageContaining("percent-encode / in the password (%2F)");
        assertThat(RegistryConfig.of("https://anna:ab%2Fcd==@host:8081").clientProperties())
                .containsEntry("basic.auth.user.info", "anna:ab/cd==");
    }

    @Test
    void oauthToTheRegistryIsRefusedWithTheWayRound() {
        assertThatThrownBy(() -> new RegistryConfig(
                        List.of("http://r"), Map.of("bearer.auth.credentials.source", "oauthbearer")))
                .hasMessageContainingAll("OAUTHBEARER", "STATIC_TOKEN", "TOKEN_FILE", "bearer.auth.token.file");
    }

    @Test
    void certificatesAreCheckedAgainstTheHostUnlessSwitchedOff() {
        String check = "schema.registry.ssl.endpoint.identification.algorithm";
        Map<String, String> tls = Map.of("schema.registry.ssl.truststore.location", "/t.jks");
        assertThat(new RegistryConfig(List.of("https://r"), tls).clientProperties())
                .containsEntry(check, "https");
        assertThat(RegistryConfig.of("http://r").clientProperties()).doesNotContainKey(check);
        assertThat(new RegistryConfig(List.of("https://r"), Map.of(check, "none")).clientProperties())
                .containsEntry(check, "none");
    }

    @Test
    void urlsMustBeUrls() {
        assertThatThrownBy(() -> RegistryConfig.of("localhost:8081")).hasMessageContaining("'localhost:8081'");
        assertThatThrownBy(() -> RegistryConfig.of()).hasMessageContaining("urls is empty");
    }
}
