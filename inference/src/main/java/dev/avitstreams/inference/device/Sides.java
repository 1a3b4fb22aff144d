package dev.avitstreams.inference.device;

import dev.avitstreams.inference.image.PreparedImage;
import java.util.List;

/** Refuses images the model was not made for, before anything is computed. */
final class Sides {
    private Sides() {}

    static void require(List<PreparedImage> batch, int side) {
        for (PreparedImage image : batch) {
            if (image.side() != side) {
                throw new IllegalArgumentException(
                        "an image is prepared to a side of " + image.side() + " pixels, the model takes " + side);
            }
        }
    }
}
