package dev.avitstreams.inference.image;

/**
 * An image cut to the side a model takes, not yet normalised.
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

    /** The whole of it on a smaller square, resampled as images are prepared; this one where it is of that side. */
    public PreparedImage shrunkTo(int smaller) {
        if (smaller > side) {
            throw new IllegalArgumentException(
                    "an image of a side of " + side + " pixels cannot be shrunk to " + smaller);
        }
        return smaller == side ? this : new PreparedImage(smaller, resampled(smaller));
    }

    private byte[] resampled(int smaller) {
        BicubicAxis axis = BicubicAxis.of(side, smaller, 0, smaller);
        int plane = side * side;
        return BicubicResize.apply(new ImageCrop(axis, axis), (y, fromColumn, into) -> {
            int at = y * side + fromColumn;
            for (int x = 0; x < into.length / 3; x++) {
                into[3 * x] = pixels[at + x];
                into[3 * x + 1] = pixels[plane + at + x];
                into[3 * x + 2] = pixels[2 * plane + at + x];
            }
        });
    }
}
