package dev.avitstreams.ops.command;

import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.OAuthEndpoints;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cluster is: the service's configuration file, or two addresses. */
public final class ClusterOptions {
    private static final String BOOTSTRAP_VARIABLE = "AVIT_KAFKA_BOOTSTRAP_SERVERS";
    private static final String REGISTRY_VARIABLE = "AVIT_REGISTRY_URLS";
    private static final String MODEL_VARIABLE = "AVIT_MODEL_FOLDER";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The service's configuration: addresses, topic names, security, limits.")
    private @Nullable Path file;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, instead of the configuration's. Default: localhost:9092.")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry, instead of the configuration's. Default: http://localhost:8081.")
    private @Nullable String registry;

    /** True where command line or environment name a cluster at all. */
    boolean isGiven() {
        return file != null
                || bootstrap != null
                || registry != null
                || System.getenv().containsKey(BOOTSTRAP_VARIABLE)
                || System.getenv().containsKey(REGISTRY_VARIABLE);
    }

    /** The flags given, to be put behind another command; each begins with a space. */
    String asTyped() {
        StringBuilder flags = new StringBuilder();
        if (file != null) {
            flags.append(" --config ").append(quoted(file.toString()));
        }
        if (bootstrap != null) {
            flags.append(" --bootstrap ").append(quoted(bootstrap));
        }
        if (registry != null) {
            flags.append(" --registry ").append(quoted(registry));
        }
        return flags.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:@,+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The configuration with the command line's addresses laid over it. */
    AvitConfig load() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (file == null) {
            environment.putIfAbsent(BOOTSTRAP_VARIABLE, "localhost:9092");
            environment.putIfAbsent(REGISTRY_VARIABLE, "http://localhost:8081");
        }
        if (bootstrap != null) {
            environment.put(BOOTSTRAP_VARIABLE, bootstrap);
        }
        if (registry != null) {
            environment.put(REGISTRY_VARIABLE, registry);
        }
        AvitConfig config = read(environment);
        if (ModelHome.isDefault(config.model().folder())) {
            environment.put(MODEL_VARIABLE, ModelHome.bundled().toString());
            return read(environment);
        }
        return config;
    }

    /** For frames a command sends: schemas are registered where the configuration lets the service do so. */
    static AvroSerdes serdes(AvitConfig config) {
        return new AvroSerdes(
                config.registry().client(),
                config.registry().autoRegister()
                        ? AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE
                        : AvroSerdes.SchemaPolicy.REGISTERED_ONLY);
    }

    private AvitConfig read(Map<String, String> environment) {
        AvitConfig config = file == null ? AvitConfig.parse("", environment) : AvitConfig.load(file, environment);
        OAuthEndpoints.allow(config);
        return config;
    }
}
