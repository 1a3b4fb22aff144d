package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** Instances that are to be asked. */
final class ServiceOptions {

    @Option(
            names = "--service",
            paramLabel = "URL",
            description = "Address of an instance's endpoints, such as http://127.0.0.1:8080; may be repeated. It is "
                    + "shown http.token of the configuration, if that is set.")
    private List<URI> services = List.of();

    List<URI> addresses() {
        for (URI service : services) {
            if (!"http".equals(service.getScheme()) && !"https".equals(service.getScheme())
                    || service.getHost() == null) {
                throw CommandFailure.usage(
                        "--service is '" + service + "', must be an address such as http://127.0.0.1:8080.");
            }
        }
        return services;
    }
}
