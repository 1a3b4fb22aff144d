package dev.avitstreams.schemas.topic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {

    @Test
    void aBrokerThatIsDownIsNamed() {
        try (TopicAdmin admin =
                TopicAdmin.connect(Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> admin.check(TopicCatalogue.defaults().all()))
                    .isInstanceOf(BrokerUnavailableException.class)
                    .hasMessageContainingAll("No Kafka broker answered at 127.0.0.1:1", "Check that it runs");
        }
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertThatThrownBy(() -> TopicAdmin.connect(Map.of("bootstrap.servers", "nonsense")))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContainingAll("bootstrap.servers=nonsense", "Check the address");
    }

    @Test
    void aStoreThatCannotBeReadIsNamedWithItsSettings(@TempDir Path folder) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Path locked = folder.resolve("locked.p12");
        try (var out = Files.newOutputStream(locked)) {
            store.store(out, "right-password".toCharArray());
        }

        assertThatThrownBy(() -> TopicAdmin.connect(tls(folder.resolve("gone.p12"))))
                .hasMessageContainingAll("could not be set up: Failed to load SSL keystore", "there is no file", "gone")
                .hasMessageContainingAll("ssl.keystore.location", "ssl.keystore.password", "ssl.truststore.location")
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> TopicAdmin.connect(tls(locked)))
                .hasMessageContainingAll(
                        "Failed to load SSL keystore " + locked + " of type JKS: ", "ssl.keystore.password")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void aLoginThatFailsBeforeAnyBrokerIsAskedIsOneSentence() {
        Map<String, Object> nonsense = Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "nonsense");

        assertThatThrownBy(() -> TopicAdmin.connect(nonsense))
                .hasMessageContainingAll("JAAS config", "Check sasl.jaas.config")
                .message()
                .hasLineCount(1);
    }

    private static Map<String, Object> tls(Path store) {
        return Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "security.protocol", "SSL",
                "ssl.keystore.location", store.toString(),
                "ssl.keystore.password", "wrong-password");
    }
}
