package dev.avitstreams.topology.microbatch;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Tasks whose records are nothing but the image. */
final class TestTasks {
    private TestTasks() {}

    static FrameTasks of(FrameClassifier classifier, Instant capturedAt) {
        return new FrameTasks(
                classifier,
                new ImageEventReader((topic, bytes) -> ImageEvent.newBuilder()
                        .setFrameId("f")
                        .setCameraId("c")
                        .setSequence(0)
                        .setCapturedAt(capturedAt)
                        .setImage(ByteBuffer.wrap(bytes))
                        .build()),
                (uri, sha256, length) -> new byte[0],
                Optional.empty());
    }
}
