package dev.avitstreams.inference.image;

/**
 * A part of an image, in pixels of the upright image.
 *
 * @param left first column, 0 or more
 * @param top first row, 0 or more
 * @param width columns, 1 or more
 * @param height rows, 1 or more
 */
public record CropRectangle(int left, int top, int width, int height) {
    public CropRectangle {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("crop is " + width + " × " + height + " pixels at " + left + ", " + top
                    + ", must have at least one pixel and start at 0 or more");
        }
    }

    /** Chooses what to cut from an image, once its size is known. */
    @FunctionalInterface
    public interface Chooser {
        /** @return a rectangle inside the image */
        CropRectangle choose(int imageWidth, int imageHeight);
    }
}
