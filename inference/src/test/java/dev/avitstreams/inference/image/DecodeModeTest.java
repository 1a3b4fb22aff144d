package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeModeTest {
    /** Small enough that the fixtures, 97 × 61, are decoded at half their size. */
    private static final int SIDE = 16;

    private final ImageDecoder exact = new ImageDecoder(SIDE, DecodeLimits.DEFAULT);
    private final ImageDecoder scaled = new ImageDecoder(SIDE, DecodeLimits.DEFAULT, DecodeMode.SCALED);

    @ParameterizedTest
    @ValueSource(
            strings = {"rgb.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "exif3.jpg", "exif6.jpg", "exif8.jpg"})
    void aScaledJpegShowsTheSamePicture(String fixture) throws Exception {
        byte[] all = exact.decode(TestImages.fixture(fixture)).pixels();

        byte[] fewer = scaled.decode(TestImages.fixture(fixture)).pixels();

        double difference = 0;
        for (int i = 0; i < all.length; i++) {
            difference += Math.abs((fewer[i] & 0xFF) - (all[i] & 0xFF));
        }
        assertThat(difference / all.length).isBetween(.01, 7.);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "alpha.png", "rgb.webp"})
    void otherEncodingsAreDecodedExactly(String fixture) throws Exception {
        assertThat(scaled.decode(TestImages.fixture(fixture)).pixels())
                .isEqualTo(exact.decode(TestImages.fixture(fixture)).pixels());
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, QUARTER",
        "1280, 720, HALF",
        "640, 480, FULL",
        "512, 512, HALF",
        "511, 900, HALF",
        "510, 900, FULL",
        "3840, 2160, EIGHTH"
    })
    void noMoreIsLeftOutThanTheModelCanSpare(int width, int height, JpegScale expected) {
        ImageHeader header = new ImageHeader(ImageEncoding.JPEG, width, height, Orientation.UPRIGHT, false);

        assertThat(JpegScale.of(header, ImageCrop.shorterSide(224))).isEqualTo(expected);
    }

    @Test
    void aDamagedJpegIsRejectedJustAsExactly() {
        byte[] whole = TestImages.fixture("rgb.jpg");
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        assertThat(messageOf(() -> scaled.decode(cut))).isEqualTo(messageOf(() -> exact.decode(cut)));
    }

    private static String messageOf(ThrowingCallable decoding) {
        return String.valueOf(Assertions.catchThrowable(decoding).getMessage());
    }
}
