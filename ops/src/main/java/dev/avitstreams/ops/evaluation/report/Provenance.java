package dev.avitstreams.ops.evaluation.report;

import dev.avitstreams.ops.evaluation.range.OffsetRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what, with what and where it was measured.
 *
 * @param build version of this program; {@code commit} of its sources, where they are at hand
 * @param precision what the models' weights were multiplied in
 * @param decode how exactly images were decoded, {@code exact} or {@code scaled}
 * @param range of the topic; null where images were looked at, which {@code images} then names
 * @param truth where the right answers came from
 * @param batch frames of a batch; {@code parallel} batches at once, in each of {@code instances} of the program
 */
public record Provenance(
        String started,
        String finished,
        String build,
        @Nullable String commit,
        String java,
        String system,
        int processors,
        String device,
        String precision,
        String decode,
        List<Weights> weights,
        @Nullable OffsetRange range,
        List<String> images,
        String truth,
        int batch,
        int parallel,
        int instances,
        String rate,
        long seed) {

    /** @param points with what makes each of them */
    public record Weights(String model, String version, String weightsSha256, List<Point> points) {}

    /**
     * An operating point.
     *
     * @param imageSide pixels; null for the model's own
     */
    public record Point(
            String point,
            float threshold,
            float gateShift,
            @Nullable Integer imageSide) {}
}
