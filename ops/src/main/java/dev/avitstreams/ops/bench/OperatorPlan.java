package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import java.nio.file.Path;
import java.util.List;

/**
 * What to measure.
 *
 * @param pixels [count][3 · S · S] normalised images
 * @param points of the model on these images; the schedules that no model learned come after them
 * @param schedules cost and spread of each, as {@link DepthSchedules#around} takes them
 * @param workers each number of them in turn
 * @param foreign whether contenders that are not ours take part
 * @param directory for files that pass between processes
 */
public record OperatorPlan(
        ModelFolder model,
        List<float[]> pixels,
        List<OperatingPoint> points,
        List<Schedule> schedules,
        List<Integer> workers,
        int rounds,
        boolean foreign,
        Path directory) {

    /** Depths drawn by lot. */
    public record Schedule(double mean, double spread) {}

    public OperatorPlan {
        points = List.copyOf(points);
        schedules = List.copyOf(schedules);
        workers = List.copyOf(workers);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be 1 or more");
        }
        for (int count : workers) {
            if (count < 1) {
                throw new IllegalArgumentException("workers is " + count + ", must be 1 or more");
            }
        }
    }
}
