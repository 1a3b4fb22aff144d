package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.tuning.ServiceControl;
import dev.avitstreams.topology.config.LiveSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit tune}. */
@Command(
        name = "tune",
        header = "Show or change settings of a running service.",
        description = {
            "",
            "A change is in effect with the next batch and is forgotten when the service ends: what proves itself belongs "
                    + "in the configuration. Without a setting it shows what is in effect."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit tune --service http://localhost:8080 --token-file token",
            "  avit tune --service http://localhost:8080 --token-file token --batch-size 16 --max-delay 5ms",
            "",
            "The service takes changes only where its http.token is set."
        })
final class TuneCommand extends AvitCommand {
    @Option(
            names = "--service",
            paramLabel = "URL",
            description = "Where the instance serves its endpoints. Default: ${DEFAULT-VALUE}.")
    private URI service = URI.create("http://localhost:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "Holds its http.token. Over http: the token travels as it is.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private Path tokenFile;

    @Option(names = "--batch-size", paramLabel = "N", description = "batch.max-size from now on.")
    private @Nullable String batchSize;

    @Option(names = "--max-delay", paramLabel = "D", description = "batch.max-delay from now on, such as 5ms.")
    private @Nullable String maxDelay;

    @Option(
            names = "--operating-point",
            paramLabel = "NAME",
            description =
                    "model.operating-point from now on: one of the model's, or elastic where the service was started with it.")
    private @Nullable String operatingPoint;

    @Override
    protected ExitStatus execute() {
        if (service.getHost() == null || !String.valueOf(service.getScheme()).matches("https?")) {
            throw CommandFailure.usage(
                    "--service is '" + service + "', must be an address such as http://localhost:8080.");
        }
        ServiceControl control = new ServiceControl(service, token());
        Map<String, String> before = control.values();
        Map<String, String> changes = changes();
        Map<String, String> after = changes.isEmpty() ? before : control.change(changes);
        after.forEach((path, value) -> print(path, before.getOrDefault(path, ""), value));
        return ExitStatus.OK;
    }

    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        if (batchSize != null) {
            changes.put(LiveSettings.MAX_SIZE, batchSize);
        }
        if (maxDelay != null) {
            changes.put(LiveSettings.MAX_DELAY, maxDelay);
        }
        if (operatingPoint != null) {
            changes.put(LiveSettings.OPERATING_POINT, operatingPoint);
        }
        return changes;
    }

    private void print(String path, String before, String after) {
        out().printf(
                        Locale.ROOT,
                        "%-22s %s%n",
                        Printable.of(path),
                        before.equals(after)
                                ? Printable.of(after)
                                : Printable.of(before) + " -> " + Printable.of(after));
    }

    private String token() {
        try {
            String token = Files.readString(tokenFile).strip();
            if (!token.matches("[!-~]+")) {
                throw CommandFailure.usage("--token-file " + tokenFile + " holds no token.");
            }
            return token;
        } catch (IOException e) {
            throw CommandFailure.usage("--token-file " + tokenFile + " cannot be read: " + Sentences.of(e));
        }
    }
}
