package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.frame.FrameRejectedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CropRectangleTest {
    private final ImageDecoder decoder = new ImageDecoder(16, DecodeLimits.DEFAULT);
    private final BufferedImage picture = noise(50, 40);

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(5);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return picture;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    @Test
    void cuttingOutIsTheSameAsHavingOnlyThatPart() throws Exception {
        // Given
        CropRectangle part = new CropRectangle(7, 5, 33, 21);
        byte[] alone = png(picture.getSubimage(7, 5, 33, 21));

        // When
        PreparedImage cut = decoder.decode(png(picture), (width, height) -> part);
        PreparedImage whole = decoder.decode(alone, (width, height) -> new CropRectangle(0, 0, width, height));

        // Then
        assertThat(cut.pixels()).isEqualTo(whole.pixels());
    }

    @Test
    void partOutsideOfTheImageIsRefused() throws Exception {
        byte[] encoded = png(picture);

        assertThatThrownBy(() -> decoder.decode(encoded, (width, height) -> new CropRectangle(40, 0, 11, 5)))
                .isInstanceOf(FrameRejectedException.class)
                .hasMessageContaining("50 × 40");
    }
}
