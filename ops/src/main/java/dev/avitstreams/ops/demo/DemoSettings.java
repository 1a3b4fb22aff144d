package dev.avitstreams.ops.demo;

import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service's configuration in a demo: its defaults, the user's AVIT_ variables, and what the demo decides. */
record DemoSettings(Map<String, String> environment) {

    /**
     * @param model folder of the model to run unless {@code AVIT_MODEL_FOLDER} says otherwise
     * @param folder the demo's own
     */
    static DemoSettings of(Map<String, String> user, Path model, Path folder, int httpPort) {
        Map<String, String> environment = new HashMap<>(user);
        environment.putIfAbsent("AVIT_MODEL_FOLDER", model.toString());
        // A laptop may be busy with other things for a while; nobody waits for a crashed instance to be replaced here.
        environment.putIfAbsent("AVIT_OPERATOR_TIMEOUT", "60s");
        environment.putIfAbsent("AVIT_OPERATOR_GIVE_UP_AFTER", "60s");
        environment.putIfAbsent("AVIT_KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "120000");
        environment.put("AVIT_STATE_DIR", folder.resolve("state").toString());
        environment.put("AVIT_HTTP_PORT", Integer.toString(httpPort));
        return new DemoSettings(environment).at("127.0.0.1:9092", List.of("http://127.0.0.1:8081"));
    }

    /** The same with the addresses of a cluster. */
    DemoSettings at(String bootstrapServers, List<String> registryUrls) {
        Map<String, String> addressed = new HashMap<>(environment);
        addressed.put("AVIT_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        addressed.put("AVIT_REGISTRY_URLS", String.join(",", registryUrls));
        return new DemoSettings(addressed);
    }

    AvitConfig config() {
        return AvitConfig.parse("", environment);
    }
}
