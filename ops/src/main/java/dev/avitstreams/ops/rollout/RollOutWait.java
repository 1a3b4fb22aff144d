package dev.avitstreams.ops.rollout;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.rollout.InstanceModels.Progress;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.rollout.ModelRole;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits for instances to carry an announcement out. One that does not answer is asked again: it may be starting anew. To be
 * used by one thread.
 */
public final class RollOutWait {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);
    private static final String SILENT = "no answer yet";

    private final ModelPages pages;
    private final ModelRole role;
    private final Optional<ModelAnnouncement> announcement;
    private final Map<URI, String> open = new LinkedHashMap<>(); // with the last that is known

    /**
     * How it ended.
     *
     * @param isRefused whether some instance refused
     * @param open instances that were not done, a sentence each
     */
    public record Outcome(boolean isRefused, List<String> open) {
        public Outcome {
            open = List.copyOf(open);
        }
    }

    /** @param announcement empty for one that was taken back */
    public RollOutWait(
            ModelPages pages, ModelRole role, Optional<ModelAnnouncement> announcement, List<URI> instances) {
        this.pages = pages;
        this.role = role;
        this.announcement = announcement;
        instances.forEach(service -> open.put(service, SILENT));
    }

    /** @param settled told each instance that is done or has refused, in a line */
    public Outcome await(Duration atMost, StopSignal stop, Consumer<String> settled) {
        long begun = System.nanoTime();
        boolean refused = false;
        while (true) {
            for (URI service : List.copyOf(open.keySet())) {
                refused |= ask(service, settled) == Progress.REFUSED;
            }
            if (open.isEmpty() || System.nanoTime() - begun > atMost.toNanos() || stop.await(ASK_EVERY)) {
                List<String> left = new ArrayList<>();
                open.forEach((service, last) -> left.add(service + ": " + last));
                return new Outcome(refused, left);
            }
        }
    }

    private Progress ask(URI service, Consumer<String> settled) {
        try {
            InstanceModels instance = pages.ask(service, role);
            Progress progress = instance.progress(announcement);
            if (progress == Progress.UNDER_WAY) {
                open.put(service, instance.stage(announcement));
            } else {
                open.remove(service);
                settled.accept((progress == Progress.DONE ? "✓ " : "✗ ") + instance.describe());
            }
            return progress;
        } catch (UnansweredException again) {
            open.merge(service, String.valueOf(again.getMessage()), RollOutWait::afterwards);
            return Progress.UNDER_WAY;
        }
    }

    private static String afterwards(String last, String silence) {
        return last.split("; then ", 2)[0] + "; then " + silence;
    }
}
