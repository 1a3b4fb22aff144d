package dev.avitstreams.ops.bench.device;

import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.OperatorPrecision;
import java.util.List;
import java.util.Locale;

/**
 * How far a device's results are from the CPU's on the same images.
 *
 * @param precision of the device; the CPU computes in f32
 * @param largestDifference of any logit, halting
 * @param largestDenseDifference of any logit, dense
 * @param depthMismatches tokens that halted in another layer
 * @param tokens compared
 * @param sameClass share of images with the same first class
 * @param passed whether all of it is within what rounding explains
 */
public record DeviceAgreement(
        String precision,
        double largestDifference,
        double largestDenseDifference,
        int depthMismatches,
        int tokens,
        double sameClass,
        boolean passed) {

    /**
     * What rounding explains. Sums taken in another order differ in their last bits, and a token whose score then falls on the
     * other side of the threshold halts a layer earlier or later, which its image's logits feel.
     */
    private record Limits(double difference, double denseDifference, double mismatches) {
        static Limits of(OperatorPrecision precision) {
            return precision == OperatorPrecision.F32 ? new Limits(.05, 1e-3, .001) : new Limits(1, .05, .02);
        }
    }

    /** The CPU's results and the device's, image by image. */
    record Compared(List<HaltingResult> halting, List<float[]> dense) {}

    static DeviceAgreement of(OperatorPrecision precision, Compared cpu, Compared device) {
        int mismatches = 0;
        int tokens = 0;
        double difference = 0;
        double denseDifference = 0;
        int same = 0;
        int images = cpu.halting().size();
        for (int image = 0; image < images; image++) {
            HaltingResult expected = cpu.halting().get(image);
            HaltingResult actual = device.halting().get(image);
            for (int token = 0; token < expected.depths().length; token++) {
                mismatches += expected.depths()[token] == actual.depths()[token] ? 0 : 1;
            }
            tokens += expected.depths().length;
            difference = Math.max(difference, largest(expected.logits(), actual.logits()));
            denseDifference = Math.max(
                    denseDifference,
                    largest(cpu.dense().get(image), device.dense().get(image)));
            same += best(expected.logits()) == best(actual.logits()) ? 1 : 0;
        }
        Limits limits = Limits.of(precision);
        boolean passed = difference <= limits.difference()
                && denseDifference <= limits.denseDifference()
                && mismatches <= limits.mismatches() * tokens;
        return new DeviceAgreement(
                precision.name().toLowerCase(Locale.ROOT),
                difference,
                denseDifference,
                mismatches,
                tokens,
                (double) same / images,
                passed);
    }

    /** NaN where there is one. */
    private static double largest(float[] one, float[] other) {
        double largest = 0;
        for (int index = 0; index < one.length; index++) {
            largest = Math.max(largest, Math.abs((double) one[index] - other[index]));
        }
        return largest;
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int index = 1; index < logits.length; index++) {
            best = logits[index] > logits[best] ? index : best;
        }
        return best;
    }
}
