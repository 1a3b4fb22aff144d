package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Token depths that no model learned: images of known cost, spread evenly around a mean. Patches leave at a rate that is
 * the same in every layer after the first few, as they do in a trained model; which ones is drawn by lot. The class token
 * stays to the end.
 */
final class DepthSchedules {
    /** Share of the layers in which no patch leaves, where the image's cost allows. */
    private static final double FULL_LAYERS = 1 / 3.;

    private static final int BISECTIONS = 60;
    private static final double STEEPEST = 20;

    private DepthSchedules() {}

    /**
     * @param mean of the images' multiply-accumulates, as a share of the dense cost
     * @param spread the cheapest image costs mean · (1 − spread), the dearest mean · (1 + spread)
     * @return [count][N]
     */
    static List<byte[]> around(Architecture architecture, int count, double mean, double spread, long seed) {
        Random random = new Random(seed);
        List<byte[]> schedules = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            double place = count == 1 ? 0 : 2. * image / (count - 1) - 1;
            schedules.add(ofShare(architecture, mean * (1 + spread * place), random));
        }
        Collections.shuffle(schedules, random);
        return schedules;
    }

    /** @param share of the dense cost */
    private static byte[] ofShare(Architecture architecture, double share, Random random) {
        long dense = Macs.dense(architecture);
        double full = architecture.blocks() * Math.min(FULL_LAYERS, share / 2);
        double gentle = 0;
        double steep = STEEPEST;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (gentle + steep) / 2;
            boolean tooDear = Macs.ofActive(architecture, active(architecture, full, middle)) > share * dense;
            gentle = tooDear ? middle : gentle;
            steep = tooDear ? steep : middle;
        }
        return depths(active(architecture, full, steep), random);
    }

    /** @return [L] tokens computed in each layer */
    private static int[] active(Architecture architecture, double full, double rate) {
        return IntStream.range(0, architecture.blocks())
                .map(layer ->
                        1 + (int) Math.round(architecture.patches() * Math.exp(-rate * Math.max(0, layer - full))))
                .toArray();
    }

    /** @return [N] */
    private static byte[] depths(int[] active, Random random) {
        byte[] depths = new byte[active[0]];
        List<Integer> patches =
                new ArrayList<>(IntStream.range(1, active[0]).boxed().toList());
        Collections.shuffle(patches, random);
        depths[0] = (byte) active.length;
        for (int place = 0; place < patches.size(); place++) {
            int depth = 0;
            while (depth < active.length && place + 1 < active[depth]) {
                depth++;
            }
            depths[patches.get(place)] = (byte) depth;
        }
        return depths;
    }
}
