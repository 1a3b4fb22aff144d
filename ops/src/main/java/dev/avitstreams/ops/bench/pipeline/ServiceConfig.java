package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.process.StackAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Writes configurations: the service's defaults, in so far as they are not about where things are. */
public final class ServiceConfig {
    private final Map<String, Object> root = new LinkedHashMap<>();

    /**
     * @param application a group of its own
     * @param workers of the operator
     * @param folder of the instance, for configuration and state
     */
    public ServiceConfig(String application, Path model, int workers, StackAddress stack, Path folder, int httpPort) {
        put("application-id", application);
        put("state-dir", folder.resolve("state").toAbsolutePath().toString());
        put("model.folder", model.toAbsolutePath().toString());
        put("operator.workers", workers);
        put("registry.urls", List.of(stack.registryUrl()));
        put("http.port", httpPort);
        put("kafka.bootstrap.servers", stack.bootstrapServers());
    }

    /** With one setting otherwise, if there is one. */
    ServiceConfig with(@Nullable VariedSetting setting) {
        if (setting != null) {
            put(setting.path(), setting.value());
        }
        return this;
    }

    /** With this setting otherwise; its path as in the documentation. */
    public ServiceConfig with(String path, Object value) {
        put(path, value);
        return this;
    }

    /** @return the file */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("avit.yaml"), new Yaml().dump(root));
    }

    /** What follows the first dot is a key of the section, dots and all. */
    @SuppressWarnings("unchecked")
    private void put(String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            root.put(path, value);
        } else {
            ((Map<String, Object>) root.computeIfAbsent(path.substring(0, dot), section -> new LinkedHashMap<>()))
                    .put(path.substring(dot + 1), value);
        }
    }
}
