package dev.avitstreams.inference.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import dev.avitstreams.inference.frame.FrameRejectedException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes with OpenCV to upright 8-bit RGB. All native objects made here belong to the caller's {@code PointerScope};
 * those of a whole image's size go as soon as the next step has read them.
 *
 * <p>Grey is spread over three channels, palettes are looked up, 16 bits become 8, CMYK and YCCK JPEGs are taken as
 * Adobe writes them (inverted, which is what every common writer does), of an animation the first frame is taken.
 * Transparent pixels are blended onto black: a camera's masked-out area is no light.
 */
final class PixelDecoder {

    static {
        // Frames are decoded side by side, one per thread; OpenCV's own pool would only compete with the model.
        setNumThreads(1);
    }

    private PixelDecoder() {}

    /** @return [height, width] of 8-bit RGB pixels, upright, scaled */
    static Mat decode(ImageHeader header, byte[] encoded, JpegScale scale) throws FrameRejectedException {
        int flags = header.alpha() ? IMREAD_UNCHANGED : scale.flags() | IMREAD_IGNORE_ORIENTATION;
        Mat decoded = decode(header, encoded, flags);
        if (decoded.cols() != scale.length(header.width()) || decoded.rows() != scale.length(header.height())) {
            throw ImageHeader.corrupt(
                    header.encoding(),
                    "its header announces " + header.width() + " × " + header.height() + " pixels, its data holds "
                            + decoded.cols() + " × " + decoded.rows());
        }
        Mat rgb = header.alpha() ? withoutAlpha(decoded) : decoded;
        return upright(rgb, header.orientation());
    }

    private static Mat decode(ImageHeader header, byte[] encoded, int flags) throws FrameRejectedException {
        Mat decoded = imdecode(new Mat(1, encoded.length, CV_8UC1, new BytePointer(encoded)), flags);
        if (decoded.empty()) {
            throw ImageHeader.corrupt(header.encoding(), "its header is sound but its pixels cannot be decoded");
        }
        return decoded;
    }

    /** @param decoded as stored: 8 or 16 bits, 1 (grey), 3 (BGR) or 4 (BGRA) channels */
    private static Mat withoutAlpha(Mat decoded) {
        Mat eightBit = decoded;
        if (decoded.depth() == CV_16U) {
            eightBit = new Mat();
            decoded.convertTo(eightBit, CV_8U, 1.0 / 257, 0);
            decoded.close();
        }
        Mat rgb = new Mat();
        switch (eightBit.channels()) {
            case 4 -> {
                Mat alpha = new Mat();
                extractChannel(eightBit, alpha, 3);
                cvtColor(eightBit, rgb, COLOR_BGRA2RGB);
                eightBit.close();
                Mat alphaRgb = new Mat();
                cvtColor(alpha, alphaRgb, COLOR_GRAY2RGB);
                multiply(rgb, alphaRgb, rgb, 1.0 / 255, CV_8U);
            }
            case 3 -> cvtColor(eightBit, rgb, COLOR_BGR2RGB);
            default -> cvtColor(eightBit, rgb, COLOR_GRAY2RGB);
        }
        return rgb;
    }

    private static Mat upright(Mat stored, Orientation orientation) {
        Mat upright = stored;
        if (orientation.transpose) {
            upright = new Mat();
            transpose(stored, upright);
            stored.close();
        }
        if (orientation.flipColumns) {
            upright = flipped(upright, 1);
        }
        if (orientation.flipRows) {
            upright = flipped(upright, 0);
        }
        return upright;
    }

    private static Mat flipped(Mat image, int code) {
        Mat flipped = new Mat();
        flip(image, flipped, code);
        image.close();
        return flipped;
    }
}
