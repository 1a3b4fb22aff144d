package dev.avitstreams.ops.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure: every combination of cameras, partitions and instances, at the service's defaults and then with each of
 * the settings in turn.
 *
 * @param frames of a backlog; of the operator alone half as many before it and after
 * @param warmUp rounds before those that count, of the operator alone too
 * @param rounds of each combination at saturation
 * @param half how long frames come at half of what was reached, once to warm up and once to be measured
 */
public record PipelinePlan(
        Path model,
        List<Integer> cameras,
        List<Integer> partitions,
        List<Integer> instances,
        List<VariedSetting> settings,
        int frames,
        int warmUp,
        int rounds,
        Duration half) {

    private static final int LEAST_FRAMES = 100;

    /**
     * One combination.
     *
     * @param setting what differs from the service's defaults; null: nothing
     */
    public record Scenario(
            int cameras,
            int partitions,
            int instances,
            @Nullable VariedSetting setting) {
        @Override
        public String toString() {
            return cameras + " cameras, " + partitions + " partitions, " + instances + " instances"
                    + (setting == null ? "" : ", " + setting);
        }
    }

    public PipelinePlan {
        cameras = atLeastOne("cameras", cameras);
        partitions = atLeastOne("partitions", partitions);
        instances = atLeastOne("instances", instances);
        settings = List.copyOf(settings);
        if (frames < LEAST_FRAMES) {
            throw new IllegalArgumentException("frames is " + frames + ", must be " + LEAST_FRAMES + " or more");
        }
        if (warmUp < 1) {
            throw new IllegalArgumentException("warm-up is " + warmUp + ", must be 1 or more");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be 1 or more");
        }
        if (half.toSeconds() < 1) {
            throw new IllegalArgumentException("half-load is " + half.toMillis() + " ms, must be 1 s or more");
        }
    }

    List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (int camera : cameras) {
            for (int partition : partitions) {
                for (int instance : instances) {
                    all.add(new Scenario(camera, partition, instance, null));
                    settings.forEach(setting -> all.add(new Scenario(camera, partition, instance, setting)));
                }
            }
        }
        return all;
    }

    private static List<Integer> atLeastOne(String name, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + ", must be 1 or more");
            }
        }
        return List.copyOf(values);
    }
}
