package dev.avitstreams.topology.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code /models} says: for each role which model runs, which was announced, and how that went. Thread-safe. */
public final class ModelsPage {
    private static final JsonMapper JSON = new JsonMapper();

    @GuardedBy("this")
    private final Map<ModelRole, Running> running = new EnumMap<>(ModelRole.class);

    @GuardedBy("this")
    private final Map<ModelRole, RollOut> rollOuts = new EnumMap<>(ModelRole.class);

    /** @param device as the backend describes itself */
    public record Running(ModelIdentity model, String operatingPoint, String device, Instant since) {}

    /** How a roll-out stands. */
    public enum Stage {
        LOADING,
        RUNNING,
        REFUSED
    }

    private record RollOut(Optional<ModelAnnouncement> announced, Stage stage, String reason) {}

    /** @param now empty where the role has no model */
    public synchronized void runs(ModelRole role, Optional<Running> now) {
        running.remove(role);
        now.ifPresent(model -> running.put(role, model));
    }

    /** The role's model goes on at another point. */
    public synchronized void runsAt(ModelRole role, String operatingPoint) {
        running.computeIfPresent(
                role, (same, now) -> new Running(now.model(), operatingPoint, now.device(), now.since()));
    }

    /** @param reason a sentence where it was refused, else empty */
    public synchronized void rollOut(
            ModelRole role, Optional<ModelAnnouncement> announced, Stage stage, String reason) {
        rollOuts.put(role, new RollOut(announced, stage, reason));
    }

    public synchronized String json() {
        ObjectNode page = JSON.createObjectNode();
        for (ModelRole role : ModelRole.values()) {
            ObjectNode part = page.putObject(role.label());
            running(part, running.get(role));
            rollOut(part, rollOuts.get(role));
        }
        try {
            return JSON.writeValueAsString(page) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts is always JSON", e);
        }
    }

    private static void running(ObjectNode part, @Nullable Running model) {
        if (model == null) {
            part.putNull("running");
            return;
        }
        part.putObject("running")
                .put("name", model.model().name())
                .put("version", model.model().version())
                .put("weightsSha256", model.model().weightsSha256())
                .put("operatingPoint", model.operatingPoint())
                .put("device", model.device())
                .put("since", model.since().toString());
    }

    private static void rollOut(ObjectNode part, @Nullable RollOut rollOut) {
        if (rollOut == null) {
            part.putNull("rollOut");
            return;
        }
        ObjectNode node = part.putObject("rollOut")
                .put("stage", rollOut.stage().name().toLowerCase(java.util.Locale.ROOT))
                .put("reason", rollOut.reason());
        rollOut.announced()
                .ifPresentOrElse(
                        a -> node.putObject("announced")
                                .put("name", a.getName())
                                .put("version", a.getVersion())
                                .put("weightsSha256", a.getWeightsSha256())
                                .put("manifestSha256", a.getManifestSha256())
                                .put("folder", a.getFolder())
                                .put("operatingPoint", a.getOperatingPoint())
                                .put("shadowShare", a.getShadowShare())
                                .put("announcedAt", a.getAnnouncedAt().toString())
                                .put("announcedBy", a.getAnnouncedBy()),
                        () -> node.putNull("announced"));
    }
}
