package dev.avitstreams.delivery.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker and a schema registry on a network of their own, reachable from containers on it and from this machine. */
final class Cluster implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final String KAFKA = "kafka:19092";
    private static final int REGISTRY_PORT = 8080;
    private static final String CONFLUENT_API = "/apis/ccompat/v7";

    private final Network network = Network.newNetwork();
    private final String nativesVolume = "avit-containers-it-" + UUID.randomUUID();
    private final KafkaContainer kafka = new KafkaContainer(
                    DockerImageName.parse(System.getProperty("avit.image.kafka"))
                            .asCompatibleSubstituteFor("apache/kafka"))
            .withNetwork(network)
            .withListener(KAFKA)
            .withStartupTimeout(START);
    private final GenericContainer<?> registry = new GenericContainer<>(System.getProperty("avit.image.registry"))
            .withNetwork(network)
            .withNetworkAliases("registry")
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp(CONFLUENT_API + "/subjects").withStartupTimeout(START));

    static Cluster start() {
        Cluster cluster = new Cluster();
        try {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(cluster.kafka::start),
                            CompletableFuture.runAsync(cluster.registry::start))
                    .join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    Network network() {
        return network;
    }

    /** A volume for all containers of the service, so that native libraries are unpacked once. */
    String nativesVolume() {
        return nativesVolume;
    }

    /** The broker as this machine reaches it. */
    String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    /** The registry as this machine reaches it. */
    String registryUrl() {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + CONFLUENT_API;
    }

    /** The broker as containers on the network reach it. */
    String innerBootstrapServers() {
        return KAFKA;
    }

    /** The registry as containers on the network reach it. */
    String innerRegistryUrl() {
        return "http://registry:" + REGISTRY_PORT + CONFLUENT_API;
    }

    @Override
    public void close() {
        registry.stop();
        kafka.stop();
        network.close();
        try {
            DockerClientFactory.instance()
                    .client()
                    .removeVolumeCmd(nativesVolume)
                    .exec();
        } catch (NotFoundException neverUsed) {
            // the cluster had not come so far
        }
    }
}
