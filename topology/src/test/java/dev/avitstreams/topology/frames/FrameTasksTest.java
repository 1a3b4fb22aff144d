package dev.avitstreams.topology.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.topology.elastic.CameraPriorities;
import dev.avitstreams.topology.pipeline.ScriptedClassifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameTasksTest {
    private static final Instant APPENDED = Instant.parse("2026-01-01T00:00:00Z");

    private final ScriptedClassifier classifier = new ScriptedClassifier();
    private final FrameTasks tasks = new FrameTasks(
            classifier,
            new ImageEventReader((topic, bytes) -> {
                throw new IllegalStateException("not read here");
            }),
            (uri, sha256, length) -> new byte[0],
            Optional.empty(),
            new CameraPriorities(List.of("gate-*", "frames-*")),
            FrameOnlooker.NONE);

    private FrameOrigin originOf(@Nullable String key) {
        tasks.submit(new PolledFrame(
                new FrameCoordinate("frames", 3, 0),
                APPENDED,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                new byte[] {1}));
        return classifier.lastOrigin();
    }

    @Test
    void aFramesOriginIsItsKeyWithThePriorityOfThatCameraAndTheRecordsTime() {
        assertThat(originOf("gate-4")).isEqualTo(new FrameOrigin("gate-4", Priority.HIGH, Optional.of(APPENDED)));
        assertThat(originOf("yard")).isEqualTo(new FrameOrigin("yard", Priority.NORMAL, Optional.of(APPENDED)));
    }

    @Test
    void aFrameWithoutAKeyIsNoCamerasAndHasNoPriority() {
        assertThat(originOf(null)).isEqualTo(new FrameOrigin("frames-3", Priority.NORMAL, Optional.of(APPENDED)));
    }
}
