package dev.avitstreams.ops.savings;

/**
 * A camera's depths have moved.
 *
 * @param bucket start of the bucket in which they had
 * @param layers how far the average token halts from where it did before
 * @param usualLayers the farthest it had moved from one bucket to the next before
 */
public record DriftAlarm(
        String camera, String bucket, double layers, double usualLayers, double meanDepthBefore, double meanDepthNow) {}
