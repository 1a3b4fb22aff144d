package dev.avitstreams.ops.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.dashboard.source.RemoteMetrics;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.rollout.ModelRole;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What one instance says at {@code /models} about one role. */
public record InstanceModels(URI service, JsonNode role) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Where an instance is with an announcement. */
    public enum Progress {
        /** It has not seen it, or is loading. */
        UNDER_WAY,
        DONE,
        REFUSED
    }

    /**
     * @param service address of the instance's endpoints, such as {@code http://127.0.0.1:8080}
     * @throws CommandFailure where it does not answer
     */
    public static InstanceModels ask(URI service, Optional<String> token, ModelRole role) {
        String answer = new RemoteMetrics(List.of(service.resolve("/models")), token).get();
        try {
            return new InstanceModels(service, JSON.readTree(answer).path(role.label()));
        } catch (JsonProcessingException e) {
            throw CommandFailure.runtime(service + " does not speak of models: is it an instance of the service?", e);
        }
    }

    /** Whether it has carried that announcement out; empty for one that was taken back. */
    public Progress progress(Optional<ModelAnnouncement> announced) {
        JsonNode rollOut = role.path("rollOut");
        if (announced.isEmpty() && rollOut.isNull()) {
            return Progress.DONE; // it never took one
        }
        boolean same = announced
                .map(a -> rollOut.path("announced")
                        .path("announcedAt")
                        .asText()
                        .equals(a.getAnnouncedAt().toString()))
                .orElseGet(() -> rollOut.path("announced").isNull());
        if (!same) {
            return Progress.UNDER_WAY;
        }
        return switch (rollOut.path("stage").asText()) {
            case "running" -> Progress.DONE;
            case "refused" -> Progress.REFUSED;
            default -> Progress.UNDER_WAY;
        };
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
        return service + "  " + now + how;
    }

    /** Enough of a digest to tell models apart by eye. */
    public static String shortened(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}
