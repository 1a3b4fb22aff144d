package dev.avitstreams.ops.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.model.ModelIdentity;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HaltingPictureTest {
    private static final int LAYERS = 12;

    @Test
    void patchesCarryTheColourOfTheirDepthAndThePhotographStaysUntouched() throws IOException {
        BufferedImage photograph;
        try (var stream = HaltingPictureTest.class.getResourceAsStream("/photographs/chelsea.jpg")) {
            photograph = ImageIO.read(stream).getSubimage(60, 0, 300, 300);
        }
        byte[] depths = new byte[14 * 14];
        for (int i = 0; i < depths.length; i++) {
            int row = i / 14 - 6;
            int column = i % 14 - 7;
            depths[i] = (byte) Math.max(1, 12 - (row * row + column * column) / 4);
        }

        BufferedImage picture = new HaltingPicture().draw(photograph, classification(depths), LAYERS);

        Path file = Path.of("target", "halting-picture.png");
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(picture, "png", file.toFile());
        assertThat(new Color(picture.getRGB(16 + 224, 35 + 224)))
                .as("left panel, a pixel of the photograph")
                .satisfies(colour -> assertThat(distance(colour, new Color(photograph.getRGB(150, 150))))
                        .isLessThan(40));
        assertThat(new Color(picture.getRGB(32 + 448 + 5, 35 + 5)))
                .as("right panel, upper left patch: depth 1, so towards dark violet")
                .satisfies(colour -> assertThat(colour.getBlue()).isGreaterThan(colour.getGreen() + 20));
        assertThat(new Color(picture.getRGB(32 + 448 + 240, 35 + 210)))
                .as("right panel, a patch of the middle: depth 12, so towards yellow")
                .satisfies(colour -> assertThat(colour.getGreen()).isGreaterThan(colour.getBlue() + 60));
    }

    @Test
    void paletteIsFixedToTheModelsLayersAndGetsLighterWithDepth() {
        assertThat(Palette.ofLayer(1, LAYERS)).isEqualTo(new Color(0x440154));
        assertThat(Palette.ofLayer(LAYERS, LAYERS)).isEqualTo(new Color(0xFDE725));
        for (int layer = 2; layer <= LAYERS; layer++) {
            assertThat(lightness(Palette.ofLayer(layer, LAYERS)))
                    .isGreaterThan(lightness(Palette.ofLayer(layer - 1, LAYERS)));
        }
    }

    private static Classification classification(byte[] depths) {
        return new Classification(
                List.of(
                        new Prediction(281, "n02123045", "tabby, tabby cat", 0.62f),
                        new Prediction(282, "n02123159", "tiger cat", 0.21f),
                        new Prediction(285, "n02124075", "Egyptian cat", 0.11f),
                        new Prediction(287, "n02127052", "lynx, catamount with quite a long name, so it is cut", 0.02f),
                        new Prediction(761, "n04070727", "remote control, remote", 0.004f)),
                new float[1000],
                9,
                8.4f,
                new DepthMap(14, 14, depths, DepthMap.Completeness.COMPLETE),
                new int[LAYERS],
                987_000_000L,
                1_253_700_000L,
                "default",
                new ModelIdentity("avit-tiny", "0", "00"));
    }

    private static int distance(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed())
                + Math.abs(a.getGreen() - b.getGreen())
                + Math.abs(a.getBlue() - b.getBlue());
    }

    private static double lightness(Color colour) {
        return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
    }
}
