package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.FrameRejectedException;
import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Catches a JPEG that has its end marker but lost data before it, as happens when packets are dropped.
 *
 * <p>Its last blocks then decode to exact mid-grey, and OpenCV keeps the decoder's warning to itself. Where the last
 * pixel is that grey, and only there, the JDK's decoder is asked whether it has anything to warn of.
 */
final class JpegSecondOpinion {
    /** What blocks without data decode to, and what that becomes in a CMYK file: 128 · 128 / 255. */
    private static final int GREY = 128;

    private static final int GREY_FROM_CMYK = 64;

    private JpegSecondOpinion() {}

    /** @param rgb the decoded image, upright */
    static void check(Mat rgb, ImageHeader header, byte[] encoded) throws FrameRejectedException {
        if (!lastPixelIsGrey(rgb, header.orientation())) {
            return;
        }
        String warning = firstWarning(header, encoded);
        if (warning != null) {
            throw ImageHeader.corrupt(ImageEncoding.JPEG, "part of its pixel data is missing (" + warning + ")");
        }
    }

    private static boolean lastPixelIsGrey(Mat rgb, Orientation orientation) {
        // The stored last pixel, found in the upright image.
        boolean atRight = !orientation.flipColumns;
        boolean atBottom = !orientation.flipRows;
        long at = (atBottom ? rgb.rows() - 1L : 0) * rgb.step(0) + (atRight ? rgb.cols() - 1L : 0) * 3;
        int red = rgb.data().get(at) & 0xFF;
        int green = rgb.data().get(at + 1) & 0xFF;
        int blue = rgb.data().get(at + 2) & 0xFF;
        return red == green && green == blue && (red == GREY || Math.abs(red - GREY_FROM_CMYK) <= 1);
    }

    private static @Nullable String firstWarning(ImageHeader header, byte[] encoded) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            String[] first = new String[1];
            ImageReadParam lastRow = reader.getDefaultReadParam();
            // All rows are decoded to come to the last, but none before it is kept.
            lastRow.setSourceRegion(new Rectangle(0, header.height() - 1, header.width(), 1));
            reader.setInput(input, true, true);
            reader.addIIOReadWarningListener((source, warning) -> {
                if (first[0] == null) {
                    first[0] = warning;
                }
            });
            reader.readRaster(0, lastRow);
            return first[0];
        } catch (IOException | RuntimeException e) {
            // It cannot read what OpenCV could, so it has no opinion.
            return null;
        } finally {
            reader.dispose();
        }
    }
}
