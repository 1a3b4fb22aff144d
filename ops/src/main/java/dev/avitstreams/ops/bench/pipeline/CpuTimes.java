package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.process.BrokerProcess;
import java.time.Duration;

/**
 * Processor time by process, of all cores together.
 *
 * @param load of this program, which sends frames and reads labels
 */
record CpuTimes(Duration service, Duration broker, Duration load) {

    /** Since each of them began. */
    static CpuTimes now(Services services, BrokerProcess broker) {
        return new CpuTimes(
                services.cpuTime(),
                broker.cpuTime(),
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    CpuTimes since(CpuTimes earlier) {
        return new CpuTimes(service.minus(earlier.service), broker.minus(earlier.broker), load.minus(earlier.load));
    }

    PipelineReport.CpuMillis perFrame(long frames) {
        return new PipelineReport.CpuMillis(
                service.toNanos() / 1e6 / frames, broker.toNanos() / 1e6 / frames, load.toNanos() / 1e6 / frames);
    }
}
