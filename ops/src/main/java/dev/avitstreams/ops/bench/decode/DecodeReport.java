package dev.avitstreams.ops.bench.decode;

import dev.avitstreams.ops.bench.OperatorReport.Spread;
import java.util.List;

/** What {@code avit bench decode} found. */
public record DecodeReport(String model, String processor, int images, int rounds, List<Row> rows) {
    public DecodeReport {
        rows = List.copyOf(rows);
    }

    /**
     * One way on one size and encoding, one thread.
     *
     * @param kibibytes of an encoded frame, mean
     * @param millis a frame
     * @param factor its time divided by that of {@code avit, exact} in the same round
     * @param pixelDifference from {@code avit, exact}: mean over pixels and channels, of 255
     * @param sameClass share of frames with the class that {@code avit, exact} leads to
     * @param meanDepth of tokens
     */
    public record Row(
            String size,
            String encoding,
            double kibibytes,
            String way,
            Spread millis,
            Spread factor,
            double pixelDifference,
            double sameClass,
            double meanDepth) {}
}
