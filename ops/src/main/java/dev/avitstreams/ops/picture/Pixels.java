package dev.avitstreams.ops.picture;

import dev.avitstreams.inference.image.PreparedImage;
import java.awt.image.BufferedImage;

/** From the model's pixels to Java's. */
public final class Pixels {
    private Pixels() {}

    /** Planar RGB bytes to a picture. */
    public static BufferedImage picture(PreparedImage image) {
        int side = image.side();
        int plane = side * side;
        byte[] bytes = image.pixels();
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int rgb = (bytes[i] & 0xFF) << 16 | (bytes[plane + i] & 0xFF) << 8 | bytes[2 * plane + i] & 0xFF;
            picture.setRGB(i % side, i / side, rgb);
        }
        return picture;
    }
}
