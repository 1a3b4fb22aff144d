package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRejectionTest {
    private static final DecodeLimits LIMITS =
            new DecodeLimits(100_000, 50_000_000, Set.of(ImageEncoding.JPEG, ImageEncoding.PNG, ImageEncoding.WEBP));

    private static FrameRejectedException rejection(byte[] encoded) {
        return rejection(encoded, LIMITS);
    }

    private static FrameRejectedException rejection(byte[] encoded, DecodeLimits limits) {
        return catchThrowableOfType(FrameRejectedException.class, () -> new ImageDecoder(32, limits).decode(encoded));
    }

    @Test
    void lackOfMemoryBlamesNoImage() {
        RuntimeException failure =
                new RuntimeException("OpenCV(4.13.0) error: (-4:Insufficient memory) Failed to allocate");

        assertThatThrownBy(() -> ImageDecoder.rejection(ImageEncoding.PNG, failure))
                .isInstanceOf(DecoderMemoryException.class)
                .hasMessage("Out of native memory while decoding a PNG image")
                .hasCause(failure);
    }

    @Test
    void zeroBytes() {
        FrameRejectedException e = rejection(new byte[0]);

        assertThat(e.category()).isEqualTo(ErrorCategory.NO_IMAGE);
        assertThat(e).hasMessageStartingWith("The image has 0 bytes");
    }

    @Test
    void moreBytesThanTheLimit() {
        FrameRejectedException e = rejection(new byte[100_001]);

        assertThat(e.category()).isEqualTo(ErrorCategory.FRAME_TOO_LARGE);
        assertThat(e).hasMessageStartingWith("The image has 100001 bytes, the limit is 100000");
    }

    @Test
    void textFile() {
        FrameRejectedException e = rejection("Once upon a time\n".getBytes(StandardCharsets.UTF_8));

        assertThat(e.category()).isEqualTo(ErrorCategory.UNSUPPORTED_ENCODING);
        assertThat(e)
                .hasMessage("The 17 bytes look like text (they begin 4f 6e 63 65); accepted are [JPEG, PNG, WEBP].");
    }

    @Test
    void imageOfAnotherKind() {
        assertThat(rejection("GIF89a\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("look like a GIF image");
        assertThat(rejection("\0\0\0\30ftypheic".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("look like an ISO media file");
        assertThat(rejection(new byte[] {(byte) 0xFF, (byte) 0xD8})).hasMessageContaining("look like no image known");
    }

    @Test
    void encodingThatIsKnownButNotAccepted() {
        DecodeLimits jpegOnly = new DecodeLimits(100_000, 1_000_000, Set.of(ImageEncoding.JPEG));

        FrameRejectedException e = rejection(TestImages.fixture("rgb.png"), jpegOnly);

        assertThat(e.category()).isEqualTo(ErrorCategory.UNSUPPORTED_ENCODING);
        assertThat(e).hasMessageContaining("look like a PNG image").hasMessageContaining("accepted are [JPEG]");
    }

    @Test
    void headerOfAHugePng() {
        FrameRejectedException e = rejection(pngHeader(50_000, 50_000));

        assertThat(e.category()).isEqualTo(ErrorCategory.TOO_MANY_PIXELS);
        assertThat(e)
                .hasMessageStartingWith(
                        "The PNG header announces 50000 × 50000 = 2500000000 pixels, the limit is 50000000");
    }

    @Test
    void sizesThatDoNotFitTheirProduct() {
        assertThat(rejection(pngHeader(0xFFFFFFFFL, 0xFFFFFFFFL)).category()).isEqualTo(ErrorCategory.TOO_MANY_PIXELS);
        assertThat(rejection(pngHeader(0, 10)).category()).isEqualTo(ErrorCategory.CORRUPT_IMAGE);
    }

    @Test
    void jpegAndWebpOfMorePixelsThanTheLimit() {
        DecodeLimits tiny = new DecodeLimits(100_000, 97 * 61 - 1, LIMITS.accepted());

        for (String fixture : new String[] {"rgb.jpg", "progressive.jpg", "rgb.webp", "alpha.webp", "animated.webp"}) {
            FrameRejectedException e = rejection(TestImages.fixture(fixture), tiny);

            assertThat(e.category()).as(fixture).isEqualTo(ErrorCategory.TOO_MANY_PIXELS);
            assertThat(e).hasMessageContaining("97 × 61 = 5917 pixels, the limit is 5916");
        }
    }

    @Test
    void fewBytesThatTakeLongToDecode() {
        FrameRejectedException e = rejection(emptyScans(50_000, 1_000, 13));

        assertThat(e.category()).isEqualTo(ErrorCategory.TOO_MANY_PIXELS);
        assertThat(e).hasMessageContaining("goes over its 50000 × 1000 pixels in 13 scans or more");
        assertThatCode(() -> header(emptyScans(50_000, 1_000, 12))).doesNotThrowAnyException();
        assertThatCode(() -> header(emptyScans(1000, 1000, 200))).doesNotThrowAnyException();
        assertThat(rejection(emptyScans(10, 10, 201))).hasMessageContaining("more than 200 scans");
    }

    private static ImageHeader header(byte[] jpeg) throws FrameRejectedException {
        return ImageHeader.read(ImageEncoding.JPEG, jpeg, LIMITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "progressive.jpg", "cmyk.jpg", "rgb.png", "rgb.webp", "animated.webp"})
    void fileCutOffAnywhere(String fixture) {
        byte[] whole = TestImages.fixture(fixture);

        for (int length = 16; length < whole.length - 1; length += 97) {
            FrameRejectedException e = rejection(Arrays.copyOf(whole, length));

            assertThat(e.category()).isEqualTo(ErrorCategory.CORRUPT_IMAGE);
            assertThat(e).hasMessageContaining("it ends after " + length + " bytes");
        }
    }

    @Test
    void jpegWithAnEndButWithoutItsMiddle() {
        byte[] whole = TestImages.fixture("rgb.jpg");
        byte[] patched = Arrays.copyOf(whole, whole.length * 2 / 3);
        patched[patched.length - 2] = (byte) 0xFF;
        patched[patched.length - 1] = (byte) 0xD9;

        FrameRejectedException e = rejection(patched);

        assertThat(e.category()).isEqualTo(ErrorCategory.CORRUPT_IMAGE);
        assertThat(e).hasMessageContaining("part of its pixel data is missing");
    }

    @Test
    void pngWithAFlippedBit() {
        byte[] flipped = TestImages.fixture("rgb.png");
        flipped[flipped.length / 2] ^= 4;

        assertThat(rejection(flipped)).hasMessageContaining("the checksum of the chunk at byte");
    }

    /** A progressive JPEG of so many scans without data, as a decoder may be kept busy with. */
    private static byte[] emptyScans(int width, int height, int scans) {
        ByteBuffer jpeg = ByteBuffer.allocate(14 + 6 * scans);
        jpeg.putShort((short) 0xFFD8)
                .putShort((short) 0xFFC2)
                .putShort((short) 8)
                .put((byte) 8);
        jpeg.putShort((short) height).putShort((short) width).put((byte) 0);
        for (int scan = 0; scan < scans; scan++) {
            jpeg.putShort((short) 0xFFDA).putShort((short) 2).putShort((short) 0);
        }
        return jpeg.putShort(12 + 6 * scans, (short) 0xFFD9).array();
    }

    /** Signature and IHDR, with a right checksum, and nothing more. */
    private static byte[] pngHeader(long width, long height) {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.putLong(0x89504E470D0A1A0AL).putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        png.putInt((int) width).putInt((int) height).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        return png.putInt((int) crc.getValue()).array();
    }
}
