package dev.avitstreams.topology.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From text to a configuration: read, override, check for secrets, replace placeholders, bind. */
final class ConfigLoader {

    private ConfigLoader() {}

    static AvitConfig load(Path file, Map<String, String> environment) {
        try {
            return parse(file.toString(), Files.readString(file), environment);
        } catch (NoSuchFileException missing) {
            throw new ConfigException(
                    file.toString(), List.of("there is no such file; docs/configuration.md has one to start from"));
        } catch (IOException unreadable) {
            throw new ConfigException(file.toString(), List.of("the file cannot be read: " + unreadable));
        }
    }

    static AvitConfig parse(String source, String yaml, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        RawValue.Mapping root = new YamlReader(problems).read(yaml);
        refuseWrittenOutSecrets(root, "", problems);
        new EnvironmentOverrides(problems).layOver(root, environment);
        RawValue.Mapping complete = new Placeholders(environment, problems).replaceIn(root, "");
        Optional<AvitConfig> config = new RecordBinder(complete, problems).bind();
        if (!problems.isEmpty()) {
            throw new ConfigException(source, problems);
        }
        return config.orElseThrow();
    }

    static AvitConfig defaults(String bootstrapServers, List<String> registryUrls) {
        return parse(
                "defaults",
                "",
                Map.of(
                        "AVIT_KAFKA_BOOTSTRAP_SERVERS",
                        bootstrapServers,
                        "AVIT_REGISTRY_URLS",
                        String.join(",", registryUrls)));
    }

    /** Files are copied, mailed and committed: a secret must not stand in one. */
    private static void refuseWrittenOutSecrets(RawValue value, String path, List<String> problems) {
        if (value instanceof RawValue.Mapping mapping) {
            mapping.entries()
                    .forEach((key, child) ->
                            refuseWrittenOutSecrets(child, path.isEmpty() ? key : path + "." + key, problems));
        } else if (value instanceof RawValue.Listing listing) {
            listing.items().forEach(item -> refuseWrittenOutSecrets(item, path, problems));
        } else if (value instanceof RawValue.Scalar scalar && Secrets.isWrittenOut(path, scalar.text())) {
            problems.add(path + " has a secret written out (" + scalar.origin()
                    + "); keep it in a file and write ${file:/path}, or in the environment and write ${env:NAME}");
        }
    }
}
