package dev.avitstreams.ops.bench.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.inference.image.PreparedImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** A way from an encoded frame to [3, S, S] bytes. The first is the one all are compared with. */
enum DecodeWay {
    EXACT("avit, exact") {
        @Override
        PreparedImage prepare(byte[] encoded, int side) throws FrameRejectedException {
            return new ImageDecoder(side, DecodeLimits.DEFAULT).decode(encoded);
        }
    },
    SCALED("avit, scaled") {
        @Override
        PreparedImage prepare(byte[] encoded, int side) throws FrameRejectedException {
            return new ImageDecoder(side, DecodeLimits.DEFAULT, DecodeMode.SCALED).decode(encoded);
        }
    },
    /** Cut first, then resized without regard to what lies between the sampled pixels. */
    OPENCV("OpenCV, bicubic") {
        @Override
        PreparedImage prepare(byte[] encoded, int side) {
            try (PointerScope scope = new PointerScope()) {
                Mat rgb = imdecode(new Mat(1, encoded.length, CV_8UC1, new BytePointer(encoded)), IMREAD_COLOR_RGB);
                Cut cut = Cut.of(rgb.cols(), rgb.rows());
                Mat resized = new Mat();
                resize(
                        new Mat(rgb, new Rect(cut.left(), cut.top(), cut.side(), cut.side())),
                        resized,
                        new Size(side, side),
                        0,
                        0,
                        INTER_CUBIC);
                byte[] interleaved = new byte[3 * side * side];
                resized.data().get(interleaved);
                return planar(interleaved, side, 0, 2);
            }
        }
    },
    IMAGE_IO("JDK ImageIO, bicubic") {
        @Override
        PreparedImage prepare(byte[] encoded, int side) throws IOException {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
            Cut cut = Cut.of(image.getWidth(), image.getHeight());
            BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = small.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(
                    image,
                    0,
                    0,
                    side,
                    side,
                    cut.left(),
                    cut.top(),
                    cut.left() + cut.side(),
                    cut.top() + cut.side(),
                    null);
            graphics.dispose();
            byte[] interleaved = ((DataBufferByte) small.getRaster().getDataBuffer()).getData();
            return planar(interleaved, side, 2, 0);
        }

        @Override
        boolean reads(ImageEncoding encoding) {
            return encoding != ImageEncoding.WEBP;
        }
    };

    private final String title;

    DecodeWay(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract PreparedImage prepare(byte[] encoded, int side) throws FrameRejectedException, IOException;

    boolean reads(ImageEncoding encoding) {
        return true;
    }

    /** The central 7/8 of the shorter side, squared: what the standard transform shows. */
    private record Cut(int left, int top, int side) {
        static Cut of(int width, int height) {
            int side = Math.min(width, height) * 7 / 8;
            return new Cut((width - side) / 2, (height - side) / 2, side);
        }
    }

    private static PreparedImage planar(byte[] interleaved, int side, int red, int blue) {
        int plane = side * side;
        byte[] pixels = new byte[3 * plane];
        for (int at = 0; at < plane; at++) {
            pixels[at] = interleaved[3 * at + red];
            pixels[plane + at] = interleaved[3 * at + 1];
            pixels[2 * plane + at] = interleaved[3 * at + blue];
        }
        return new PreparedImage(side, pixels);
    }
}
