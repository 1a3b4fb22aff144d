package dev.avitstreams.inference.image;

/**
 * Where the training transform looks in an image: shorter side to S · 8/7 (256 for S = 224), then the central S × S.
 *
 * <p>Only what the crop shows is ever resampled, so an image of extreme shape costs no more than its crop.
 *
 * @param columns how the S output columns lie in the image's width
 * @param rows how the S output rows lie in the image's height
 */
record StandardCrop(BicubicAxis columns, BicubicAxis rows) {

    static StandardCrop of(int width, int height, int side) {
        int shorter = side * 8 / 7;
        int smaller = Math.min(width, height);
        return new StandardCrop(axis(width, smaller, shorter, side), axis(height, smaller, shorter, side));
    }

    /** Lengths are truncated and offsets rounded half to even, as torchvision's Resize and CenterCrop do. */
    private static BicubicAxis axis(int length, int smaller, int shorter, int side) {
        int resized = length == smaller ? shorter : (int) ((long) shorter * length / smaller);
        int offset = (int) Math.rint((resized - side) / 2.0);
        return BicubicAxis.of(length, resized, offset, side);
    }
}
