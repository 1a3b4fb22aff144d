package dev.avitstreams.ops.bench.memory;

import java.util.List;

/**
 * What {@code avit bench memory} found.
 *
 * @param classified frames
 * @param rejected frames, which were damaged on purpose
 * @param growthMebibytes of native memory from the end of the first quarter to the end, by a straight line through the
 *     samples
 * @param handleGrowth of live native objects over the same stretch
 * @param flat whether neither grew beyond what is noise
 */
public record MemoryReport(
        int classified,
        int rejected,
        double growthMebibytes,
        long handleGrowth,
        boolean flat,
        List<MemorySample> samples) {

    /** What an allocator's arenas may come and go by. */
    private static final double NOISE_MEBIBYTES = 8;

    /** What the collector has not got round to. */
    private static final long NOISE_HANDLES = 8;

    static MemoryReport of(int classified, int rejected, List<MemorySample> samples) {
        List<MemorySample> settled = samples.subList(samples.size() / 4, samples.size());
        MemorySample first = settled.get(0);
        MemorySample last = settled.get(settled.size() - 1);
        double growth = slope(settled) * (last.frames() - first.frames());
        long handles = last.liveHandles() - first.liveHandles();
        return new MemoryReport(
                classified,
                rejected,
                growth,
                handles,
                growth <= NOISE_MEBIBYTES && handles <= NOISE_HANDLES,
                List.copyOf(samples));
    }

    /** Mebibytes a frame, least squares. */
    private static double slope(List<MemorySample> samples) {
        double meanFrames =
                samples.stream().mapToInt(MemorySample::frames).average().orElse(0);
        double meanNative = samples.stream()
                .mapToDouble(MemorySample::nativeMebibytes)
                .average()
                .orElse(0);
        double above = 0;
        double below = 0;
        for (MemorySample sample : samples) {
            double frames = sample.frames() - meanFrames;
            above += frames * (sample.nativeMebibytes() - meanNative);
            below += frames * frames;
        }
        return below == 0 ? 0 : above / below;
    }
}
