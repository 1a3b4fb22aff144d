package dev.avitstreams.inference.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;

/**
 * At what part of its size a JPEG is decoded. Its 8 × 8 blocks hold frequencies: leaving out the high ones gives a
 * smaller image for less work.
 */
enum JpegScale {
    EIGHTH(8, IMREAD_REDUCED_GRAYSCALE_8),
    QUARTER(4, IMREAD_REDUCED_GRAYSCALE_4),
    HALF(2, IMREAD_REDUCED_GRAYSCALE_2),
    FULL(1, 0);

    private final int divisor;
    private final int readFlags;

    JpegScale(int divisor, int readFlags) {
        this.divisor = divisor;
        this.readFlags = readFlags;
    }

    /** The smallest with a shorter side of {@code pixels} at least; {@code FULL} for what is no JPEG. */
    static JpegScale of(ImageHeader header, int pixels) {
        if (header.encoding() == ImageEncoding.JPEG) {
            int shorter = Math.min(header.width(), header.height());
            for (JpegScale scale : values()) {
                if (scale.length(shorter) >= pixels) {
                    return scale;
                }
            }
        }
        return FULL;
    }

    /** A length in pixels after scaling: rounded up, as the decoder does. */
    int length(int pixels) {
        return (pixels + divisor - 1) / divisor;
    }

    /** For reading to RGB. OpenCV's "reduced grey" is the bare reduction; "reduced colour" would also ask for BGR. */
    int flags() {
        return IMREAD_COLOR_RGB | readFlags;
    }
}
