package dev.avitstreams.ops.load;

import java.time.Duration;
import java.util.List;

/**
 * What to send.
 *
 * @param cameras that take turns, so that frames of all of them are spread evenly in time
 * @param images shown in turn
 * @param patience how long nothing may come out before frames still missing are given up
 */
public record LoadPlan(int cameras, List<LoadStep> steps, List<LoadImage> images, Duration patience) {
    private static final int MAX_CAMERAS = 100_000;

    public LoadPlan {
        steps = List.copyOf(steps);
        images = List.copyOf(images);
        if (cameras < 1 || cameras > MAX_CAMERAS) {
            throw new IllegalArgumentException("cameras is " + cameras + ", must be from 1 to " + MAX_CAMERAS);
        }
        if (steps.isEmpty() || images.isEmpty()) {
            throw new IllegalArgumentException("a load needs a step and an image at least");
        }
    }

    long frames() {
        return steps.stream().mapToLong(LoadStep::frames).sum();
    }
}
