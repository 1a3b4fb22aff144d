package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.FrameKind;
import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes records for the frames topic: small JPEGs, each another, and a few that are bad in different ways. Same seed,
 * same frames but for the capture times. Belongs to one thread.
 */
final class FrameMaker {
    private static final int SIDE = 32;
    private static final int BAD_EVERY = 20;
    private static final FrameKind[] BAD = {FrameKind.TRUNCATED, FrameKind.EMPTY, FrameKind.TEXT, FrameKind.NOT_AVRO};

    /** Stands in the bytes of every image and every other payload, so that they are known wherever they turn up. */
    private final String marker;

    private final Random random;
    private final int cameras;
    private final String topic;
    private final Serializer<ImageEvent> serializer;
    private final Clock clock;
    private final Map<String, Long> sequences = new HashMap<>();
    private int made;

    /** A record to be sent; its key is the camera. */
    record Frame(String frameId, String cameraId, long sequence, FrameKind kind, byte[] value) {}

    FrameMaker(long seed, int cameras, String topic, Serializer<ImageEvent> serializer, Clock clock) {
        this.random = new Random(seed);
        this.marker = "avit-chaos-" + new UUID(random.nextLong(), random.nextLong());
        this.cameras = cameras;
        this.topic = topic;
        this.serializer = serializer;
        this.clock = clock;
    }

    byte[] marker() {
        return marker.getBytes(StandardCharsets.US_ASCII);
    }

    Frame next() {
        int number = made++;
        String frameId = new UUID(random.nextLong(), random.nextLong()).toString();
        String camera = "camera-%02d".formatted(random.nextInt(cameras));
        long sequence = sequences.merge(camera, 1L, Long::sum) - 1;
        FrameKind kind = number % BAD_EVERY == BAD_EVERY / 2 ? BAD[number / BAD_EVERY % BAD.length] : FrameKind.GOOD;
        return new Frame(frameId, camera, sequence, kind, value(kind, frameId, camera, sequence));
    }

    private byte[] value(FrameKind kind, String frameId, String camera, long sequence) {
        if (kind == FrameKind.NOT_AVRO) {
            return text(frameId);
        }
        byte[] image = image(kind, frameId);
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId(frameId)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(clock.instant())
                .setEncoding(ImageEncoding.JPEG)
                .setImage(ByteBuffer.wrap(image))
                .build();
        return serializer.serialize(topic, event);
    }

    private byte[] image(FrameKind kind, String frameId) {
        return switch (kind) {
            case GOOD -> jpeg(frameId);
            case TRUNCATED -> {
                byte[] whole = jpeg(frameId);
                yield Arrays.copyOf(whole, whole.length - whole.length / 5);
            }
            case EMPTY -> new byte[0];
            case TEXT, NOT_AVRO -> text(frameId);
        };
    }

    private byte[] text(String frameId) {
        return ("No image but a text, " + marker + ", of frame " + frameId + ".").getBytes(StandardCharsets.UTF_8);
    }

    /** A random slope of colours, with the marker as a JPEG comment. */
    private byte[] jpeg(String frameId) {
        BufferedImage pixels = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int colour = random.nextInt(0x1000000);
        int slope = random.nextInt(0x1000000);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                pixels.setRGB(x, y, (colour + (x + SIDE * y) * slope / (SIDE * SIDE)) & 0xffffff);
            }
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(pixels, "jpeg", encoded);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return withComment(encoded.toByteArray(), marker + " " + frameId);
    }

    private static byte[] withComment(byte[] jpeg, String comment) {
        byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + text.length);
        out.put(jpeg, 0, 2); // start of image
        out.putShort((short) 0xfffe).putShort((short) (text.length + 2)).put(text);
        out.put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }
}
