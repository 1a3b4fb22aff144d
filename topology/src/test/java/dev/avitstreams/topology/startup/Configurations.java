package dev.avitstreams.topology.startup;

import dev.avitstreams.topology.config.AvitConfig;
import java.util.HashMap;
import java.util.Map;

/** Configurations to check. */
final class Configurations {

    private Configurations() {}

    /** @param overrides variables and their values, in turn */
    static AvitConfig with(String... overrides) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < overrides.length; i += 2) {
            environment.put(overrides[i], overrides[i + 1]);
        }
        return AvitConfig.parse(
                "kafka: {bootstrap.servers: \"localhost:9092\"}\nregistry: {urls: [mock://startup]}", environment);
    }
}
