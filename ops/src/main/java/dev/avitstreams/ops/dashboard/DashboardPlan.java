package dev.avitstreams.ops.dashboard;

import dev.avitstreams.ops.dashboard.http.Answer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How the page is to be served.
 *
 * @param host to listen on; one that others can reach needs a token
 * @param port 0 for any free one
 * @param token to be shown by whoever looks; empty for none
 * @param privacy true if no pixel may leave the server
 * @param denseMillis measured operator time of the dense model for a frame; empty if it was not measured
 * @param maxCameras on the page
 * @param metrics the meters of the service's instances in Prometheus' text form; empty if they are not at hand
 * @param commands shell commands about a frame, with {@code {partition}}, {@code {offset}} and {@code {next}} for the
 *     frame's place, {@code {offset}} plus one being {@code {next}}
 * @param more answers further paths
 */
public record DashboardPlan(
        String host,
        int port,
        Optional<String> token,
        boolean privacy,
        OptionalDouble denseMillis,
        int maxCameras,
        Optional<Supplier<String>> metrics,
        List<String> commands,
        Function<String, Optional<Answer>> more) {

    public static final int DEFAULT_MAX_CAMERAS = 256;

    public DashboardPlan {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is " + port + ", must be from 0 to 65535");
        }
        if (denseMillis.isPresent() && !(denseMillis.getAsDouble() > 0)) {
            throw new IllegalArgumentException("--dense-millis is " + denseMillis.getAsDouble() + ", must be above 0");
        }
        if (maxCameras < 1 || maxCameras > 4096) {
            throw new IllegalArgumentException("--max-cameras is " + maxCameras + ", must be from 1 to 4096");
        }
        commands = List.copyOf(commands);
    }
}
