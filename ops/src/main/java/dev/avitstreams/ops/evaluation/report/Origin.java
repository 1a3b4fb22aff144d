package dev.avitstreams.ops.evaluation.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which program this is. */
public final class Origin {
    private Origin() {}

    /** Version of the jar, where it has one. */
    public static String build() {
        String version = Origin.class.getPackage().getImplementationVersion();
        return version == null ? "not packaged" : version;
    }

    /** Commit of the sources beside the launcher, marked where they were changed since; empty where there are none. */
    public static Optional<String> commit() {
        String home = System.getProperty("avit.home");
        if (home == null || !Files.exists(Path.of(home, ".git"))) {
            return Optional.empty();
        }
        return git(home, "rev-parse", "HEAD")
                .map(commit -> git(home, "status", "--porcelain", "--untracked-files=no")
                        .filter(String::isEmpty)
                        .map(clean -> commit)
                        .orElse(commit + " (changed)"));
    }

    private static Optional<String> git(String home, String... arguments) {
        try {
            String[] command = new String[arguments.length + 3];
            command[0] = "git";
            command[1] = "-C";
            command[2] = home;
            System.arraycopy(arguments, 0, command, 3, arguments.length);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no git here: the report does without
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
