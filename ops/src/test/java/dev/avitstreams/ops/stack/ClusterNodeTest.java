package dev.avitstreams.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClusterNodeTest {
    private static final String PEERS = "9092:9192,9093:9193,9094:9194";

    @Test
    void allNodesAgreeOnTheCluster() {
        ClusterNode first = ClusterNode.of(1, PEERS);
        ClusterNode third = ClusterNode.of(3, PEERS);

        assertThat(first.clusterId()).isEqualTo(third.clusterId());
        assertThat(first.bootstrapServers()).isEqualTo("127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094");
        assertThat(third.voters()).isEqualTo("1@127.0.0.1:9192,2@127.0.0.1:9193,3@127.0.0.1:9194");
        assertThat(third.own()).isEqualTo(new ClusterNode.Listeners(9094, 9194));
        assertThat(third.addresses()).isEqualTo(PEERS);
    }

    @Test
    void otherAddressesAreAnotherCluster() {
        assertThat(ClusterNode.of(1, PEERS).clusterId())
                .isNotEqualTo(ClusterNode.of(1, "9092:9192,9093:9193").clusterId());
    }

    @Test
    void saysWhatIsWrongWithTheAddresses() {
        assertThatThrownBy(() -> ClusterNode.of(1, "9092,9093"))
                .hasMessageContaining("peers is '9092,9093', must be pairs of ports such as 9092:9192");
        assertThatThrownBy(() -> ClusterNode.of(4, PEERS)).hasMessageContaining("node is 4, must be from 1 to 3");
    }
}
