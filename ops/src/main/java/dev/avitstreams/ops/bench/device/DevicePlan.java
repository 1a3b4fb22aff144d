package dev.avitstreams.ops.bench.device;

import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;

/**
 * What to check and measure.
 *
 * @param pixels [count][3 · S · S] normalised images, shown in each round
 * @param precisions one after the other
 * @param batches images computed at once, one number after the other
 * @param rounds of each
 */
public record DevicePlan(
        ModelFolder model,
        OperatingPoint point,
        List<float[]> pixels,
        List<OperatorPrecision> precisions,
        List<Integer> batches,
        int rounds) {

    public DevicePlan {
        pixels = List.copyOf(pixels);
        precisions = List.copyOf(precisions);
        batches = List.copyOf(batches);
        if (pixels.isEmpty()) {
            throw new IllegalArgumentException("images are none, must be 1 or more");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be 1 or more");
        }
    }

    /** Both precisions of a GPU, in batches of 1, 8 and 32. */
    public static DevicePlan usual(ModelFolder model, List<float[]> pixels, int rounds) {
        return new DevicePlan(
                model,
                model.defaultOperatingPoint(),
                pixels,
                List.of(OperatorPrecision.F32, OperatorPrecision.F16),
                List.of(1, 8, 32),
                rounds);
    }
}
