package dev.avitstreams.ops.picture;

import dev.avitstreams.inference.image.PreparedImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small pictures for pages. */
public final class Thumbnail {
    private Thumbnail() {}

    /** @param most pixels of its side */
    public static byte[] jpeg(PreparedImage image, int most) {
        BufferedImage whole = Pixels.picture(image);
        int side = Math.min(most, image.side());
        BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(whole, 0, 0, side, side, null);
        graphics.dispose();
        return encoded(small, "jpeg");
    }

    /**
     * A halting map, one pixel a patch, in the colours of {@link Palette}; to be enlarged without smoothing.
     *
     * @param depths one byte a patch, row-major, from 1
     * @param layers L, the end of the colour scale
     */
    public static byte[] map(int rows, int columns, byte[] depths, int layers) {
        BufferedImage map = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int patch = 0; patch < depths.length; patch++) {
            map.setRGB(
                    patch % columns,
                    patch / columns,
                    Palette.ofLayer(depths[patch], layers).getRGB());
        }
        return encoded(map, "png");
    }

    private static byte[] encoded(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
