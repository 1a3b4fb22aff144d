package dev.avitstreams.ops.bench.decode;

import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.inference.model.ModelFolder;
import java.util.List;

/**
 * What to measure: every size in every encoding.
 *
 * @param images encoded, which are brought to each size
 */
public record DecodePlan(
        ModelFolder model, List<byte[]> images, List<Size> sizes, List<ImageEncoding> encodings, int rounds) {

    /** Pixels. */
    public record Size(int width, int height) {
        private static final int MOST = 8192;

        public Size {
            if (width < 16 || height < 16 || width > MOST || height > MOST) {
                throw new IllegalArgumentException(
                        "sizes has " + width + "x" + height + ", sides must be from 16 to " + MOST);
            }
        }

        /** @throws IllegalArgumentException if it does not read {@code 1280x720} */
        public static Size parse(String text) {
            String[] sides = text.strip().split("x", -1);
            try {
                if (sides.length == 2) {
                    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
                }
            } catch (NumberFormatException e) {
                // answered below
            }
            throw new IllegalArgumentException(
                    "sizes has '" + text + "'; give width and height in pixels, as in 1280x720");
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    public DecodePlan {
        images = List.copyOf(images);
        sizes = List.copyOf(sizes);
        encodings = List.copyOf(encodings);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be 1 or more");
        }
    }
}
