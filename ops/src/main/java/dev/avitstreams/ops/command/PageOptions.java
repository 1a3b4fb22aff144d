package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.dashboard.DashboardPlan;
import dev.avitstreams.topology.health.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            description = "Asked of whoever opens the page; others on this machine can read it in the list of "
                    + "processes. Default: none on this machine only, else a new one.")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "The same, out of a file.")
    private @Nullable Path tokenFile;

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
        if (token != null && tokenFile != null) {
            throw new IllegalArgumentException("--token and --token-file exclude one another");
        }
        if (tokenFile != null) {
            return Optional.of(checked("The token in --token-file", fromFile(tokenFile)));
        }
        if (token != null && !token.isBlank()) {
            return Optional.of(checked("--token", token));
        }
        if (ThisMachine.isOnlyReachableAt(host)) {
            return Optional.empty();
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Optional.of(HexFormat.of().formatHex(random));
    }

    private static String checked(String what, String token) {
        if (!token.matches("[A-Za-z0-9._~-]{8,128}")) {
            throw new IllegalArgumentException(
                    what + " must have 8 to 128 characters out of letters, digits and . _ ~ -");
        }
        return token;
    }

    private static String fromFile(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandFailure.usage("--token-file " + file + " cannot be read: " + e + ".");
        }
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
