package dev.avitstreams.inference.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Images for tests: the fixtures under {@code images/}, and plain ones made on the spot without OpenCV. */
public final class TestImages {
    private TestImages() {}

    public static byte[] fixture(String name) {
        try (InputStream in = TestImages.class.getResourceAsStream("/images/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param rgb 0xRRGGBB of every pixel */
    public static byte[] plainPng(int width, int height, int rgb) {
        return encoded(width, height, rgb, "png");
    }

    /** @param rgb 0xRRGGBB of every pixel */
    public static byte[] plainJpeg(int width, int height, int rgb) {
        return encoded(width, height, rgb, "jpg");
    }

    private static byte[] encoded(int width, int height, int rgb, String format) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
