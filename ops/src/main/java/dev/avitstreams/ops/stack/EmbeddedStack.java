package dev.avitstreams.ops.stack;

import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.registry.SchemaRegistration;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Broker and registry in one folder, with topics and schemas in place: a cluster ready for the service. */
public final class EmbeddedStack implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private EmbeddedStack(EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts both and waits until they serve, some seconds; then makes the topics and registers the schemas that are
     * missing.
     *
     * @param path the folder of both; made if missing, gone on with otherwise
     * @param brokerPort to listen on; 0 for that of last time, or else any free one
     * @param registryPort likewise
     */
    public static EmbeddedStack start(Path path, int brokerPort, int registryPort, TopicCatalogue topics) {
        return start(path, brokerPort, registryPort, topics, Map.of());
    }

    /** @param settings of the broker, on top of {@link BrokerSettings} */
    public static EmbeddedStack start(
            Path path, int brokerPort, int registryPort, TopicCatalogue topics, Map<String, String> settings) {
        EmbeddedRegistry registry = EmbeddedRegistry.start(path.resolve("registry"), registryPort);
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(path.resolve("broker"), brokerPort, settings);
            try {
                prepare(broker, registry, topics);
                return new EmbeddedStack(broker, registry);
            } catch (RuntimeException e) {
                broker.close();
                throw e;
            }
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** Host and port of the broker, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public RegistryConfig registry() {
        return registry.config();
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }

    private static void prepare(EmbeddedBroker broker, EmbeddedRegistry registry, TopicCatalogue topics) {
        try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", broker.bootstrapServers()));
                SchemaRegistryClient client = registry.config().newClient()) {
            admin.create(topics.all());
            new SchemaRegistration(registry.config(), client).register(topics.all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
