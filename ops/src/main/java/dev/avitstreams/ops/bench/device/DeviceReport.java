package dev.avitstreams.ops.bench.device;

import dev.avitstreams.ops.bench.OperatorReport.Spread;
import java.util.List;

/**
 * What {@code avit bench operator --device cuda} found.
 *
 * @param model name and version
 * @param device as the backend calls it
 * @param images checked, and shown in each round
 * @param passed whether all checks have
 */
public record DeviceReport(
        String model,
        String device,
        int images,
        int rounds,
        boolean passed,
        List<DeviceAgreement> checks,
        List<Timing> timings) {

    public DeviceReport {
        checks = List.copyOf(checks);
        timings = List.copyOf(timings);
    }

    /**
     * Halting beside dense, from pixels on the device to logits on the host.
     *
     * @param batch images computed at once
     * @param macRatio multiply-accumulates really done, rows not dropped yet included, as a share of the dense pass's
     * @param factor the dense pass's time divided by the halting one's, round by round
     * @param ofIdeal the median factor as a share of what the multiply-accumulates allow
     */
    public record Timing(
            String precision,
            int batch,
            Spread denseMillisPerImage,
            Spread haltingMillisPerImage,
            Spread factor,
            double macRatio,
            double ofIdeal) {}
}
