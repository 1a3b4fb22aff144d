package dev.avitstreams.ops.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.net.URI;
import java.util.Optional;

/** What one instance says at {@code /models} about one role. */
public record InstanceModels(URI service, JsonNode role) {
    /** Where an instance is with an announcement. */
    public enum Progress {
        /** It has not seen it, or is loading. */
        UNDER_WAY,
        DONE,
        REFUSED
    }

    /** Whether it has carried that announcement out; empty for one that was taken back. */
    public Progress progress(Optional<ModelAnnouncement> announced) {
        JsonNode rollOut = role.path("rollOut");
        if (announced.isEmpty() && rollOut.isNull()) {
            return Progress.DONE; // it never took one
        }
        if (!isAbout(announced)) {
            return Progress.UNDER_WAY;
        }
        return switch (rollOut.path("stage").asText()) {
            case "running" -> Progress.DONE;
            case "refused" -> Progress.REFUSED;
            default -> Progress.UNDER_WAY;
        };
    }

    /** For people, of an announcement that is under way: how far it is. */
    public String stage(Optional<ModelAnnouncement> announced) {
        return isAbout(announced)
                ? Printable.of(role.path("rollOut").path("stage").asText())
                : "not seen yet";
    }

    private boolean isAbout(Optional<ModelAnnouncement> announced) {
        JsonNode said = role.path("rollOut").path("announced");
        return announced
                .map(a -> said.path("announcedAt")
                        .asText()
                        .equals(a.getAnnouncedAt().toString()))
                .orElseGet(said::isNull);
    }

    /** For people, in a line. */
    public String describe() {
        JsonNode running = role.path("running");
        JsonNode rollOut = role.path("rollOut");
        String now = running.isObject()
                ? running.path("name").asText() + " "
                        + running.path("version").asText() + " ("
                        + shortened(running.path("weightsSha256").asText()) + ") at "
                        + running.path("operatingPoint").asText()
                : "none";
        String how = rollOut.isObject() && !rollOut.path("stage").asText().equals("running")
                ? "; " + rollOut.path("stage").asText() + " "
                        + (rollOut.path("announced").isObject()
                                ? rollOut.path("announced").path("name").asText() + " "
                                        + rollOut.path("announced")
                                                .path("version")
                                                .asText()
                                : "the configured model")
                        + (rollOut.path("reason").asText().isEmpty()
                                ? ""
                                : ": " + rollOut.path("reason").asText())
                : "";
        return Printable.of(service + "  " + now + how);
    }

    /** Enough of a digest to tell models apart by eye. */
    public static String shortened(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}
