package dev.avitstreams.ops.evaluation;

import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small frames of three cameras, a second apart, each another, labelled for the tiny model. */
public final class TestFrames {
    private static final int SIDE = 40;
    private static final int CLASSES = 10;

    private TestFrames() {}

    /** @param millis time of its record */
    public record Frame(ImageEvent event, long millis) {}

    public static List<Frame> make(int count, long firstMillis) {
        Random random = new Random(5);
        List<Frame> frames = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long millis = firstMillis + 1000L * index;
            frames.add(new Frame(
                    ImageEvent.newBuilder()
                            .setFrameId("frame-%05d".formatted(random.nextInt(100_000)) + "-" + index)
                            .setCameraId("camera-" + index % 3)
                            .setSequence(index / 3)
                            .setCapturedAt(Instant.ofEpochMilli(millis))
                            .setEncoding(ImageEncoding.PNG)
                            .setImage(ByteBuffer.wrap(png(random)))
                            .setTruth("c" + random.nextInt(CLASSES))
                            .build(),
                    millis));
        }
        return frames;
    }

    /** One that a scaling decoder makes smaller while it decodes. */
    public static byte[] largeJpeg() {
        return encoded(new Random(6), 16 * SIDE, "jpg");
    }

    private static byte[] png(Random random) {
        return encoded(random, SIDE, "png");
    }

    /** Four colours and noise. */
    private static byte[] encoded(Random random, int side, String format) {
        int[] corners = random.ints(4, 0, 0x1000000).toArray();
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, corners[(x * 2 / side) + 2 * (y * 2 / side)] ^ random.nextInt(0x10) * 0x010101);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
