package dev.avitstreams.ops.command;

import dev.avitstreams.ops.dashboard.DashboardPlan;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the demo's page and that of a cluster have in common. */
public final class PageOptions {
    private static final int TOKEN_BYTES = 16;

    @Option(names = "--privacy", description = "No pixel leaves the server: the page shows maps and labels only.")
    private boolean privacy;

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "Asked of whoever opens the page. Default: none on this machine only, else a new one.")
    private @Nullable String token;

    @Option(
            names = "--dense-millis",
            paramLabel = "MS",
            description =
                    "Measured operator time of the dense model for a frame, from which the page tells time saved.")
    private @Nullable Double denseMillis;

    @Option(
            names = "--max-cameras",
            paramLabel = "N",
            description = "Cameras on the page at most. Default: " + DashboardPlan.DEFAULT_MAX_CAMERAS + ".")
    private int maxCameras = DashboardPlan.DEFAULT_MAX_CAMERAS;

    /** The token that is asked for; a new one if none was given and others can reach the page. */
    Optional<String> token(String host) {
        if (token != null && !token.isBlank()) {
            if (!token.matches("[A-Za-z0-9._~-]{8,128}")) {
                throw new IllegalArgumentException(
                        "--token must have 8 to 128 characters out of letters, digits and . _ ~ -");
            }
            return Optional.of(token);
        }
        if (DashboardPlan.isLoopback(host)) {
            return Optional.empty();
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Optional.of(HexFormat.of().formatHex(random));
    }

    boolean privacy() {
        return privacy;
    }

    OptionalDouble denseMillis() {
        return denseMillis == null ? OptionalDouble.empty() : OptionalDouble.of(denseMillis);
    }

    int maxCameras() {
        return maxCameras;
    }
}
