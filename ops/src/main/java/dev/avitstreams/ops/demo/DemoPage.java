package dev.avitstreams.ops.demo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a demo shows its live page.
 *
 * @param token to be shown by whoever looks; empty for none
 * @param privacy true if no pixel may leave the server
 * @param denseMillis measured operator time of the dense model for a frame; empty if it was not measured
 * @param maxCameras on the page
 * @param commands about a frame, to be offered for copying; the demo adds where its cluster is
 */
public record DemoPage(
        Optional<String> token, boolean privacy, OptionalDouble denseMillis, int maxCameras, List<String> commands) {
    public DemoPage {
        commands = List.copyOf(commands);
    }
}
