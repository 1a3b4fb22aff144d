package dev.avitstreams.ops.fuzz.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Small sound images of all kinds, to be broken: made of the program's own photographs, the same on each run.
 *
 * @param jpegs baseline and progressive, colour and grey, with restart markers, with and without subsampling
 * @param pngs true colour, grey, palette and bilevel, with and without alpha and interlacing, 8 and 16 bits
 * @param webps lossy, lossless, with alpha, animated
 */
record ImageSeeds(List<byte[]> jpegs, List<byte[]> pngs, List<byte[]> webps) {
    private static final int[][] SIZES = {{40, 30}, {33, 67}, {160, 120}};
    /** OpenCV's quality for WebP beyond which it is lossless. */
    private static final int LOSSLESS = 101;

    static ImageSeeds make() {
        ImageSeeds seeds = new ImageSeeds(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        BufferedImage photograph = photograph();
        for (int[] size : SIZES) {
            BufferedImage colour = scaled(photograph, size[0], size[1], BufferedImage.TYPE_3BYTE_BGR);
            BufferedImage grey = scaled(photograph, size[0], size[1], BufferedImage.TYPE_BYTE_GRAY);
            BufferedImage alpha = scaled(photograph, size[0], size[1], BufferedImage.TYPE_4BYTE_ABGR);
            seeds.addJpegs(colour, grey);
            seeds.addPngs(colour, grey, alpha);
            seeds.addWebps(colour, alpha);
        }
        return seeds;
    }

    private void addJpegs(BufferedImage colour, BufferedImage grey) {
        jpegs.add(ImageWriters.java(colour, "jpg", false));
        jpegs.add(ImageWriters.java(colour, "jpg", true));
        jpegs.add(ImageWriters.java(grey, "jpg", false));
        jpegs.add(ImageWriters.java(grey, "jpg", true));
        jpegs.add(ImageWriters.openCv(colour, ".jpg", IMWRITE_JPEG_QUALITY, 60, IMWRITE_JPEG_RST_INTERVAL, 1));
        jpegs.add(ImageWriters.openCv(
                colour,
                ".jpg",
                IMWRITE_JPEG_PROGRESSIVE,
                1,
                IMWRITE_JPEG_SAMPLING_FACTOR,
                IMWRITE_JPEG_SAMPLING_FACTOR_444));
        jpegs.add(ImageWriters.cmykJpeg(colour.getWidth(), colour.getHeight()));
    }

    private void addPngs(BufferedImage colour, BufferedImage grey, BufferedImage alpha) {
        for (boolean interlaced : new boolean[] {false, true}) {
            for (BufferedImage image : List.of(
                    colour,
                    grey,
                    alpha,
                    scaled(colour, colour.getWidth(), colour.getHeight(), BufferedImage.TYPE_BYTE_INDEXED),
                    scaled(colour, colour.getWidth(), colour.getHeight(), BufferedImage.TYPE_BYTE_BINARY),
                    scaled(colour, colour.getWidth(), colour.getHeight(), BufferedImage.TYPE_USHORT_GRAY))) {
                pngs.add(ImageWriters.java(image, "png", interlaced));
            }
        }
    }

    private void addWebps(BufferedImage colour, BufferedImage alpha) {
        for (BufferedImage image : List.of(colour, alpha)) {
            byte[] lossy = ImageWriters.openCv(image, ".webp", IMWRITE_WEBP_QUALITY, 50);
            webps.add(lossy);
            webps.add(ImageWriters.openCv(image, ".webp", IMWRITE_WEBP_QUALITY, LOSSLESS));
            webps.add(WebpEdits.frames(WebpFile.of(lossy), image.getWidth(), image.getHeight(), 3)
                    .bytes());
        }
    }

    byte[] any(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> one(jpegs, random);
            case 1 -> one(pngs, random);
            default -> one(webps, random);
        };
    }

    static byte[] one(List<byte[]> files, SplittableRandom random) {
        return files.get(random.nextInt(files.size()));
    }

    private static BufferedImage photograph() {
        try (InputStream in = ImageSeeds.class.getResourceAsStream("/photographs/chelsea.jpg")) {
            return ImageIO.read(
                    Objects.requireNonNull(in, "the program's own photographs are missing; build it again"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height, int type) {
        BufferedImage scaled = new BufferedImage(width, height, type);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }
}
