package dev.avitstreams.ops.stack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * One of several embedded brokers that form a cluster, each a controller too. All of them are told the same addresses.
 *
 * @param id of this node, counted from 1
 * @param nodes where each listens, in the order of the ids
 */
public record ClusterNode(int id, List<Listeners> nodes) {
    /** Ports of one node on the loopback address. */
    public record Listeners(int broker, int controller) {}

    public ClusterNode {
        nodes = List.copyOf(nodes);
        if (id < 1 || id > nodes.size()) {
            throw new IllegalArgumentException(
                    "node is " + id + ", must be from 1 to " + nodes.size() + ", the number of addresses");
        }
    }

    /** @param addresses {@code BROKER:CONTROLLER} ports of all nodes, separated by commas */
    public static ClusterNode of(int id, String addresses) {
        List<Listeners> nodes = List.of(addresses.split(",")).stream()
                .map(String::strip)
                .map(address -> listeners(address, addresses))
                .toList();
        return new ClusterNode(id, nodes);
    }

    private static Listeners listeners(String address, String all) {
        String[] ports = address.split(":");
        try {
            return new Listeners(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "peers is '" + all + "', must be pairs of ports such as 9092:9192,9093:9193,9094:9194", e);
        }
    }

    Listeners own() {
        return nodes.get(id - 1);
    }

    /** Of the whole cluster, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.broker()).collect(Collectors.joining(","));
    }

    /** As {@link #of} takes them. */
    public String addresses() {
        return nodes.stream()
                .map(node -> node.broker() + ":" + node.controller())
                .collect(Collectors.joining(","));
    }

    String voters() {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + nodes.get(i).controller())
                .collect(Collectors.joining(","));
    }

    /** The same on every node, without their having talked. */
    String clusterId() {
        UUID named = UUID.nameUUIDFromBytes(addresses().getBytes(StandardCharsets.UTF_8));
        return new Uuid(named.getMostSignificantBits(), named.getLeastSignificantBits()).toString();
    }
}
