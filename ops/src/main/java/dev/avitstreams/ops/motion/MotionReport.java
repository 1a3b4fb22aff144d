package dev.avitstreams.ops.motion;

/**
 * Halting of moving and of still patches over one clip.
 *
 * @param frames looked at
 * @param framesWithMotion in which at least one patch moves and one stands still
 * @param movingShare of the patches of those frames; depths are of those frames too, for a frame's depth as a whole
 *     depends on what it shows
 * @param movingDepth mean depth of moving patches, in layers
 * @param stillDepth mean depth of still patches
 * @param deeperShare of the frames with motion: those in which moving patches are deeper on average than still ones
 */
public record MotionReport(
        String source,
        int frames,
        int framesWithMotion,
        double movingShare,
        double movingDepth,
        double stillDepth,
        double deeperShare) {}
