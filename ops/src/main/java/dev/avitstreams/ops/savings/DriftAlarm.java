package dev.avitstreams.ops.savings;

/**
 * A camera's depths have moved.
 *
 * @param bucket start of the bucket in which they had
 * @param layers how far the average token halts from where it did before
 * @param usualLayers how far it does from one bucket to the next, as a rule
 */
public record DriftAlarm(
        String camera, String bucket, double layers, double usualLayers, double meanDepthBefore, double meanDepthNow) {}
