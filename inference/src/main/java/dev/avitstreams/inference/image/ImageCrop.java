package dev.avitstreams.inference.image;

/**
 * Where a transform looks in an image. The standard one: shorter side to S · 8/7 (256 for S = 224), then the central
 * S × S.
 *
 * <p>Only what the crop shows is ever resampled, so an image of extreme shape costs no more than its crop.
 *
 * @param columns how the S output columns lie in the image's width
 * @param rows how the S output rows lie in the image's height
 */
record ImageCrop(BicubicAxis columns, BicubicAxis rows) {

    static ImageCrop of(int width, int height, int side) {
        int shorter = shorterSide(side);
        int smaller = Math.min(width, height);
        return new ImageCrop(axis(width, smaller, shorter, side), axis(height, smaller, shorter, side));
    }

    /** What the shorter side of a whole image is resized to, for a crop of S × S. */
    static int shorterSide(int side) {
        return side * 8 / 7;
    }

    /** A rectangle cut out first, then resized to S × S: no pixel outside of it counts. */
    static ImageCrop ofRectangle(CropRectangle cut, int width, int height, int side) {
        if (cut.left() + cut.width() > width || cut.top() + cut.height() > height) {
            throw new IllegalArgumentException(cut + " leads out of an image of " + width + " × " + height + " pixels");
        }
        return new ImageCrop(
                BicubicAxis.of(cut.width(), side, 0, side).shifted(cut.left()),
                BicubicAxis.of(cut.height(), side, 0, side).shifted(cut.top()));
    }

    /** Lengths are truncated and offsets rounded half to even, as torchvision's Resize and CenterCrop do. */
    private static BicubicAxis axis(int length, int smaller, int shorter, int side) {
        int resized = length == smaller ? shorter : (int) ((long) shorter * length / smaller);
        int offset = (int) Math.rint((resized - side) / 2.0);
        return BicubicAxis.of(length, resized, offset, side);
    }
}
