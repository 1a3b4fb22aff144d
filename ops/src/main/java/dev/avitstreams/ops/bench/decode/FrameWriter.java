package dev.avitstreams.ops.bench.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.noArray;
import static org.bytedeco.opencv.global.opencv_core.randn;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.ops.bench.decode.DecodePlan.Size;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Makes frames of a size as a camera would: with the noise of a sensor, without which a file would be too easy to read. */
final class FrameWriter {
    private static final double NOISE = 4;
    private static final int SEED = 5;

    private FrameWriter() {}

    static byte[] write(byte[] image, Size size, ImageEncoding encoding) {
        try (PointerScope scope = new PointerScope()) {
            Mat pixels = noisy(
                    filling(imdecode(new Mat(1, image.length, CV_8UC1, new BytePointer(image)), IMREAD_COLOR), size));
            BytePointer encoded = new BytePointer();
            if (!imencode("." + encoding.name().toLowerCase(Locale.ROOT), pixels, encoded)) {
                throw new IllegalStateException("OpenCV cannot write " + encoding);
            }
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    /** The middle of the image, as much of it as has the right shape. */
    private static Mat filling(Mat image, Size size) {
        double scale = Math.max((double) size.width() / image.cols(), (double) size.height() / image.rows());
        int width = (int) Math.min(image.cols(), Math.round(size.width() / scale));
        int height = (int) Math.min(image.rows(), Math.round(size.height() / scale));
        Mat middle = new Mat(image, new Rect((image.cols() - width) / 2, (image.rows() - height) / 2, width, height));
        Mat filled = new Mat();
        resize(
                middle,
                filled,
                new org.bytedeco.opencv.opencv_core.Size(size.width(), size.height()),
                0,
                0,
                INTER_CUBIC);
        return filled;
    }

    private static Mat noisy(Mat image) {
        setRNGSeed(SEED);
        Mat noise = new Mat(image.rows(), image.cols(), CV_16SC3);
        Mat mean = new Mat(1, 1, CV_64FC1, Scalar.all(0));
        Mat deviation = new Mat(1, 1, CV_64FC1, Scalar.all(NOISE));
        randn(noise, mean, deviation);
        Mat sum = new Mat();
        add(image, noise, sum, noArray(), CV_8UC3);
        return sum;
    }
}
