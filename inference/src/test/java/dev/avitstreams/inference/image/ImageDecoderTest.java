package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameRejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of file the decoder must take. The digests are Pillow 9.4's: opened, turned upright, put on black where
 * transparent, resized and cropped to 32. All fixtures show the same 97 × 61 picture.
 */
class ImageDecoderTest {
    private static final int SIDE = 32;

    private final ImageDecoder decoder = new ImageDecoder(SIDE, DecodeLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "rgb.png, e5ee1378a50ec271",
        "rgb.webp, e5ee1378a50ec271",
        "rgb.jpg, 6609bb7f72b3e205",
        "progressive.jpg, 6609bb7f72b3e205",
        "grey.jpg, f65312dd2e4e6d2f",
        "alpha.png, 12890fa041a5ede0",
        "alpha.webp, 12890fa041a5ede0",
        "grey-alpha.png, 0b1d6ddfe81e4197",
        "palette.png, f3a1734c7da284a5",
        "palette-transparent.png, ac7a099a6c4c688d",
        "bilevel.png, 26da8e18d9c58d99",
        "grey16.png, bf5fa7ba088d8069",
        "animated.png, e5ee1378a50ec271",
        "animated.webp, e5ee1378a50ec271",
        "exif1.jpg, 6609bb7f72b3e205",
        "exif2.jpg, a9807689cec9abe5",
        "exif3.jpg, c84a106e4d6f3b95",
        "exif4.jpg, 485a6237ba22e001",
        "exif5.jpg, 7655abd2d1678b27",
        "exif6.jpg, cff38be230ab7a28",
        "exif7.jpg, a9ef75d32d66f6e5",
        "exif8.jpg, 6cff8c4be9a1dc64",
        "exif6.png, 17ba7302bfe62358",
        "exif6.webp, 17ba7302bfe62358",
    })
    void decodesAsTheTrainingTransformDoes(String fixture, String digest) throws Exception {
        PreparedImage image = decoder.decode(TestImages.fixture(fixture));

        assertThat(image.side()).isEqualTo(SIDE);
        assertThat(Sha256.hex(image.pixels())).startsWith(digest);
    }

    @Test
    void chunksThatPixelsDoNotDependOnNeverReachTheDecoder() throws Exception {
        // Given a compressed text, which the decoder would unpack to any size, behind the header
        byte[] plain = TestImages.fixture("rgb.png");
        int headerEnd = 8 + 12 + 13;
        byte[] text = chunk("zTXt", new byte[] {'k', 0, 0, 1, 2, 3});
        byte[] carrying = ByteBuffer.allocate(plain.length + text.length)
                .put(plain, 0, headerEnd)
                .put(text)
                .put(plain, headerEnd, plain.length - headerEnd)
                .array();

        // When
        byte[] pixels = decoder.decode(carrying).pixels();

        // Then
        assertThat(PngStructure.pixelsOnly(carrying)).isEqualTo(PngStructure.pixelsOnly(plain));
        assertThat(pixels).isEqualTo(decoder.decode(plain).pixels());
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "ycck.jpg"})
    void inksBecomeTheColoursTheyPrint(String fixture) throws Exception {
        byte[] fromInks = decoder.decode(TestImages.fixture(fixture)).pixels();
        byte[] original = decoder.decode(TestImages.fixture("rgb.png")).pixels();

        double difference = 0;
        for (int i = 0; i < original.length; i++) {
            difference += Math.abs((fromInks[i] & 0xFF) - (original[i] & 0xFF));
        }
        assertThat(difference / original.length).isLessThan(2.5);
    }

    @Test
    void bytesAfterTheEndOfAJpegAreIgnored() throws Exception {
        byte[] jpeg = TestImages.fixture("rgb.jpg");
        byte[] withTrailer = Arrays.copyOf(jpeg, jpeg.length + 1000);

        assertThat(decoder.decode(withTrailer).pixels())
                .isEqualTo(decoder.decode(jpeg).pixels());
    }

    @Test
    void midGreyPictureIsNotTakenForADamagedOne() throws Exception {
        byte[] grey = TestImages.plainJpeg(64, 64, 0x808080);

        assertThat(decoder.decode(grey).pixels()).containsOnly((byte) 0x80);
    }

    @Test
    void nativeMemoryComesBack() throws FrameRejectedException {
        byte[] large = TestImages.plainJpeg(2000, 1500, 0x336699);
        byte[] alpha = TestImages.fixture("alpha.png");
        byte[] turned = TestImages.fixture("exif6.jpg");
        decoder.decode(large);
        decoder.decode(alpha);
        decoder.decode(turned);
        long objects = Pointer.totalCount();
        long bytes = Pointer.totalBytes();
        long resident = Pointer.physicalBytes();

        for (int i = 0; i < 40; i++) {
            decoder.decode(large);
            decoder.decode(alpha);
            decoder.decode(turned);
        }

        // At most: what other tests left behind may be collected meanwhile.
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
        // Forty pictures of 9 MB would be 360 MB; the heap may grow a little meanwhile.
        assertThat(Pointer.physicalBytes() - resident).isLessThan(150L << 20);
    }
}
