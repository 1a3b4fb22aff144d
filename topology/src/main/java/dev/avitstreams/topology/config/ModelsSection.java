package dev.avitstreams.topology.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code models}: models announced to running instances, see {@code avit model deploy}. */
public record ModelsSection(
        @Setting("Folders below which an announced model may lie, symbolic links resolved. Empty: no announcement is"
                + " taken, and the topics of models are not needed.")
        List<Path> roots,

        @Setting(
                value = "How long an announced model may take to be read, verified, warmed and self-tested before it is"
                        + " refused; the model that serves goes on meanwhile.",
                byDefault = "5m",
                range = "1s to 1h")
        Duration loadTimeout) {

    public ModelsSection {
        roots = List.copyOf(roots);
        Check.range("models.load-timeout", loadTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    /** Whether announcements are taken at all. */
    public boolean takesAnnouncements() {
        return !roots.isEmpty();
    }
}
