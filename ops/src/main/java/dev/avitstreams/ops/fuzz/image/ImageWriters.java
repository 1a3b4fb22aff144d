package dev.avitstreams.ops.fuzz.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Sound files of every kind that the two libraries at hand can write. */
final class ImageWriters {
    private ImageWriters() {}

    static byte[] png(RenderedImage image) {
        return java(image, "png", false);
    }

    /** @param passes progressive for JPEG, interlaced for PNG */
    static byte[] java(RenderedImage image, String format, boolean passes) {
        return java(new IIOImage(image, null, null), format, passes);
    }

    /** Of four inks, in stripes. */
    static byte[] cmykJpeg(int width, int height) {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                inks.setSample(x, y, x % 4, 255);
            }
        }
        return java(new IIOImage(inks, null, null), "jpg", false);
    }

    private static byte[] java(IIOImage image, String format, boolean passes) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (passes) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, image, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /**
     * By OpenCV.
     *
     * @param extension with its point
     * @param parameters as {@code imencode} takes them
     */
    static byte[] openCv(BufferedImage image, String extension, int... parameters) {
        byte[] png = png(image);
        try (PointerScope scope = new PointerScope()) {
            Mat pixels = imdecode(new Mat(1, png.length, CV_8UC1, new BytePointer(png)), IMREAD_UNCHANGED);
            BytePointer encoded = new BytePointer();
            if (!imencode(extension, pixels, encoded, new IntPointer(parameters))) {
                throw new IllegalStateException("OpenCV cannot write " + extension);
            }
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }
}
