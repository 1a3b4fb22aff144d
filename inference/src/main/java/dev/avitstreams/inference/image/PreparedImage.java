package dev.avitstreams.inference.image;

/**
 * An image cut to the model's input size, not yet normalised.
 *
 * @param side S, pixels
 * @param pixels [3, S, S] planar RGB, one unsigned byte a channel
 */
public record PreparedImage(int side, byte[] pixels) {
    public PreparedImage {
        if (pixels.length != 3 * side * side) {
            throw new IllegalArgumentException(
                    "pixels has " + pixels.length + " bytes, expected 3 × " + side + " × " + side);
        }
    }
}
