package dev.avitstreams.ops.load;

import dev.avitstreams.ops.camera.ImageFiles;
import dev.avitstreams.schemas.ImageEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Cameras of one load, which take turns; their names tell its frames from all others. Belongs to one thread. */
final class LoadCameras {
    private final String prefix;
    private final int cameras;
    private final List<LoadImage> images;
    private long made;

    LoadCameras(int cameras, List<LoadImage> images) {
        this.prefix = "load-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        this.cameras = cameras;
        this.images = images;
    }

    /** Whether a camera is one of these. Any thread may ask. */
    boolean include(String cameraId) {
        return cameraId.startsWith(prefix);
    }

    ImageEvent next(Instant capturedAt) {
        LoadImage image = images.get((int) (made % images.size()));
        String camera = String.format(Locale.ROOT, "%s%03d", prefix, made % cameras);
        long sequence = made / cameras;
        made++;
        return ImageEvent.newBuilder()
                .setFrameId(UUID.randomUUID().toString())
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(capturedAt.truncatedTo(ChronoUnit.MICROS))
                .setEncoding(ImageFiles.encodingOf(image.encoded()))
                .setImage(ByteBuffer.wrap(image.encoded()))
                .setTruth(image.truth().orElse(null))
                .setAttributes(Map.of())
                .build();
    }
}
