package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.batching.BatchLimits;
import dev.avitstreams.inference.image.DecodeMode;
import java.time.Duration;

/**
 * How the classifier gathers frames and how much it holds.
 *
 * @param maxBatch frames of one batch
 * @param maxDelay a decoded frame waits no longer for company
 * @param maxBatchBytes decoded pixels of one batch: bounds what a batch takes on the device
 * @param maxWaitingBytes encoded bytes accepted and not yet decoded
 * @param maxInFlight frames accepted and not yet finished; each holds 3·S² bytes once decoded
 * @param decodeThreads threads that read and decode, beside the operator's own
 * @param decodeMode how exactly
 * @param watchdog how long the operator may be silent
 * @param maxCameraShare of what is accepted and not yet finished, and of a batch that has the whole device, that one camera
 *     gets while others are there; above 0, and 1 takes frames in the order in which they come, whoever sent them
 */
public record EngineConfig(
        int maxBatch,
        Duration maxDelay,
        long maxBatchBytes,
        long maxWaitingBytes,
        int maxInFlight,
        int decodeThreads,
        DecodeMode decodeMode,
        WatchdogLimits watchdog,
        double maxCameraShare) {

    private static final long DEFAULT_BYTES = 64L << 20;
    private static final double DEFAULT_CAMERA_SHARE = 0.25;

    public EngineConfig {
        atLeastOne("maxBatch", maxBatch);
        atLeastOne("maxBatchBytes", maxBatchBytes);
        atLeastOne("maxWaitingBytes", maxWaitingBytes);
        atLeastOne("decodeThreads", decodeThreads);
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException("maxDelay is " + maxDelay + ", must be zero or more");
        }
        if (maxInFlight < maxBatch) {
            throw new IllegalArgumentException("maxInFlight is " + maxInFlight
                    + ", must be at least maxBatch, which is " + maxBatch + ", or no batch could fill");
        }
        if (!(maxCameraShare > 0 && maxCameraShare <= 1)) {
            throw new IllegalArgumentException(
                    "maxCameraShare is " + maxCameraShare + ", must be above 0 and at most 1");
        }
    }

    /** A quarter of everything for one camera at most, while others are there. */
    public EngineConfig(
            int maxBatch,
            Duration maxDelay,
            long maxBatchBytes,
            long maxWaitingBytes,
            int maxInFlight,
            int decodeThreads,
            DecodeMode decodeMode,
            WatchdogLimits watchdog) {
        this(
                maxBatch,
                maxDelay,
                maxBatchBytes,
                maxWaitingBytes,
                maxInFlight,
                decodeThreads,
                decodeMode,
                watchdog,
                DEFAULT_CAMERA_SHARE);
    }

    /** Batches of up to 32 frames, 10 ms, 64 MiB encoded, 64 in flight; the rest as {@link #of}. */
    public static EngineConfig defaults() {
        return of(32, Duration.ofMillis(10), DEFAULT_BYTES, 64);
    }

    /** Batches of up to 64 MiB of pixels, exact decoding, on threads by the machine's cores. */
    public static EngineConfig of(int maxBatch, Duration maxDelay, long maxWaitingBytes, int maxInFlight) {
        int decodeThreads = decodeThreadsFor(Runtime.getRuntime().availableProcessors());
        return new EngineConfig(
                maxBatch,
                maxDelay,
                DEFAULT_BYTES,
                maxWaitingBytes,
                maxInFlight,
                decodeThreads,
                DecodeMode.EXACT,
                WatchdogLimits.DEFAULT);
    }

    public EngineConfig withDecodeMode(DecodeMode mode) {
        return new EngineConfig(
                maxBatch,
                maxDelay,
                maxBatchBytes,
                maxWaitingBytes,
                maxInFlight,
                decodeThreads,
                mode,
                watchdog,
                maxCameraShare);
    }

    public EngineConfig withWatchdog(WatchdogLimits limits) {
        return new EngineConfig(
                maxBatch,
                maxDelay,
                maxBatchBytes,
                maxWaitingBytes,
                maxInFlight,
                decodeThreads,
                decodeMode,
                limits,
                maxCameraShare);
    }

    public EngineConfig withMaxCameraShare(double share) {
        return new EngineConfig(
                maxBatch,
                maxDelay,
                maxBatchBytes,
                maxWaitingBytes,
                maxInFlight,
                decodeThreads,
                decodeMode,
                watchdog,
                share);
    }

    public EngineConfig withBatches(int size, Duration delay) {
        return new EngineConfig(
                size,
                delay,
                maxBatchBytes,
                maxWaitingBytes,
                maxInFlight,
                decodeThreads,
                decodeMode,
                watchdog,
                maxCameraShare);
    }

    /**
     * One in four cores, rounded up. A frame takes a tenth to a quarter of the time to decode that it takes a CPU
     * worker to classify; more threads would only take turns with the workers. A GPU wants more.
     */
    static int decodeThreadsFor(int processors) {
        return Math.max(1, (processors + 3) / 4);
    }

    BatchLimits batchLimits() {
        return new BatchLimits(maxBatch, maxDelay, maxBatchBytes, maxCameraShare);
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 1 or more");
        }
    }
}
