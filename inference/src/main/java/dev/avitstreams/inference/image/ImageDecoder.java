package dev.avitstreams.inference.image;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import java.util.HexFormat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turns an encoded image into the pixels a model takes: checked against limits, decoded, turned upright, shorter side
 * resized to S · 8/7, centre cropped to S × S.
 *
 * <p>Immutable and safe for any number of threads. Each call works on the caller's thread and gives its native memory
 * back before it returns.
 */
public final class ImageDecoder {
    private final int side;
    private final DecodeLimits limits;
    private final DecodeMode mode;

    /** As the other constructor, exact. */
    public ImageDecoder(int side, DecodeLimits limits) {
        this(side, limits, DecodeMode.EXACT);
    }

    /** Eight by eight pixels. */
    private static final byte[] GREY_PNG = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc0000000f49444154"
                    + "78da6368c001188696040082f360012595b3630000000049454e44ae426082");

    /** @param side S, the model's input size in pixels */
    public ImageDecoder(int side, DecodeLimits limits, DecodeMode mode) {
        if (side < 1 || side > 4096) {
            throw new IllegalArgumentException("side is " + side + ", must be from 1 to 4096 pixels");
        }
        this.side = side;
        this.limits = limits;
        this.mode = mode;
    }

    public int side() {
        return side;
    }

    public DecodeLimits limits() {
        return limits;
    }

    /**
     * Decodes an image of its own, which loads the native library: seconds on a busy machine, that the first frame would
     * otherwise wait for.
     *
     * @throws IllegalStateException if it cannot
     */
    public static void warmUp(int side) {
        try {
            PreparedImage unused = new ImageDecoder(side, DecodeLimits.DEFAULT, DecodeMode.EXACT).decode(GREY_PNG);
        } catch (FrameRejectedException e) {
            throw new IllegalStateException("The image decoder fails on an image that is sound: " + e.getMessage(), e);
        }
    }

    /**
     * @throws FrameRejectedException if the bytes are no image, no accepted image, over a limit, or damaged
     * @throws DecoderMemoryException if native memory was refused
     */
    public PreparedImage decode(byte[] encoded) throws FrameRejectedException {
        return decode(encoded, ImageCrop::of, mode);
    }

    /**
     * As {@link #decode(byte[])}, but with a rectangle of the caller's resized to S × S, whatever its shape; always
     * exact.
     *
     * @throws FrameRejectedException likewise
     */
    public PreparedImage decode(byte[] encoded, CropRectangle.Chooser chooser) throws FrameRejectedException {
        return decode(
                encoded,
                (width, height, outputSide) ->
                        ImageCrop.ofRectangle(chooser.choose(width, height), width, height, outputSide),
                DecodeMode.EXACT);
    }

    @FunctionalInterface
    private interface Framing {
        ImageCrop of(int width, int height, int outputSide);
    }

    private PreparedImage decode(byte[] encoded, Framing framing, DecodeMode framingMode)
            throws FrameRejectedException {
        if (encoded.length == 0) {
            throw new FrameRejectedException(
                    ErrorCategory.NO_IMAGE, "The image has 0 bytes; the camera sent a record without a picture.");
        }
        limits.checkBytes(encoded.length);
        ImageEncoding encoding = ImageEncoding.of(encoded)
                .filter(limits.accepted()::contains)
                .orElseThrow(() -> UnknownBytes.rejection(encoded, limits.accepted()));
        try (PointerScope scope = new PointerScope()) {
            ImageHeader header = ImageHeader.read(encoding, encoded, limits);
            Mat rgb = PixelDecoder.decode(
                    header,
                    encoding == ImageEncoding.PNG ? PngStructure.pixelsOnly(encoded) : encoded,
                    framingMode == DecodeMode.SCALED
                            ? JpegScale.of(header, ImageCrop.shorterSide(side))
                            : JpegScale.FULL);
            if (encoding == ImageEncoding.JPEG) {
                JpegSecondOpinion.check(rgb, header, encoded);
            }
            return new PreparedImage(side, resize(rgb, framing.of(rgb.cols(), rgb.rows(), side)));
        } catch (RuntimeException e) {
            throw rejection(encoding, e);
        }
    }

    /** Whatever a decoder trips over is the image's fault and would be again, save a lack of memory, which passes. */
    static FrameRejectedException rejection(ImageEncoding encoding, RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.contains("Insufficient memory") || reason.contains("bad_alloc")) {
            throw new DecoderMemoryException("Out of native memory while decoding a " + encoding + " image", failure);
        }
        return new FrameRejectedException(
                ErrorCategory.CORRUPT_IMAGE,
                "The " + encoding + " image cannot be decoded: " + reason.strip(),
                failure);
    }

    private static byte[] resize(Mat rgb, ImageCrop crop) {
        BytePointer pixels = rgb.data();
        long stride = rgb.step(0);
        return BicubicResize.apply(
                crop,
                (y, fromColumn, into) ->
                        pixels.position(y * stride + fromColumn * 3L).get(into));
    }
}
