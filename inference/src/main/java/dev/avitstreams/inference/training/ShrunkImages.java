package dev.avitstreams.inference.training;

import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBicubic;

/** Training's images as an operating point of a smaller image side sees them. */
final class ShrunkImages {
    private ShrunkImages() {}

    /**
     * As {@link dev.avitstreams.inference.image.PreparedImage#shrunkTo} does it (Pillow's bicubic, which reaches over all pixels
     * that become one), but neither rounded nor clipped.
     *
     * @param images [B, 3, S, S]
     * @return [B, 3, side, side] in the caller's scope
     */
    static Tensor of(Tensor images, int side) {
        InterpolateFuncOptions options = new InterpolateFuncOptions();
        options.size().put(new LongVector(side, side));
        options.mode().put(new kBicubic());
        options.align_corners().put(false);
        options.antialias().put(true);
        return torch.interpolate(images, options);
    }
}
