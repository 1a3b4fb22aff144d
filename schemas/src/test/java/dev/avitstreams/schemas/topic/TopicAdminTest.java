package dev.avitstreams.schemas.topic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
