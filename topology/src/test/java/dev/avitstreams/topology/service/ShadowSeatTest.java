package dev.avitstreams.topology.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.topology.elastic.CameraPriorities;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.PolledFrame;
import dev.avitstreams.topology.pipeline.ScriptedClassifier;
import dev.avitstreams.topology.rollout.Announcements;
import dev.avitstreams.topology.shadow.Shadow;
import dev.avitstreams.topology.shadow.ShadowResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ShadowSeatTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<ShadowComparison> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<ShadowResult> results = new LinkedBlockingQueue<>();
    private final List<Optional<Operator>> told = new ArrayList<>();
    private ModelCopies copies;
    private ShadowSeat seat;
    private FrameTasks serving;
    private byte[] image;

    @BeforeEach
    void open() throws IOException {
        copies = new ModelCopies(folder.toRealPath());
        image = ModelCopies.png();
        ImageEventReader events = new ImageEventReader((topic, bytes) -> ImageEvent.newBuilder()
                .setFrameId("f")
                .setCameraId("gate")
                .setSequence(0)
                .setCapturedAt(Instant.EPOCH)
                .setImage(ByteBuffer.wrap(bytes))
                .build());
        Shadow shadow = new Shadow(
                events,
                (uri, sha256, length) -> new byte[0],
                (comparison, unpublished) -> published.add(comparison),
                results::add,
                Clock.systemUTC());
        seat = new ShadowSeat(copies.config(), shadow, told::add);
        serving = new FrameTasks(
                new ScriptedClassifier(),
                events,
                (uri, sha256, length) -> new byte[0],
                Optional.empty(),
                CameraPriorities.NONE,
                shadow);
    }

    @AfterEach
    void close() {
        seat.close();
    }

    private Optional<ModelAnnouncement> announced(String version, double share) throws IOException {
        ModelAnnouncement announced = Announcements.ofFolder(copies.version(version));
        announced.setShadowShare(share);
        return Optional.of(announced);
    }

    /** Serves a frame; gives the version of the shadow that looked at it too, if one did. */
    private @Nullable String shadowOfAFrame() throws InterruptedException {
        assertThat(serving.submit(new PolledFrame(new FrameCoordinate("frames", 0, 1), Instant.EPOCH, null, image))
                        .outcome())
                .succeedsWithin(Duration.ofSeconds(30));
        ShadowComparison pair = published.poll(told.get(told.size() - 1).isPresent() ? 30 : 0, TimeUnit.SECONDS);
        return pair == null ? null : pair.getCandidate().getVersion();
    }

    @Test
    void anAnnouncedShadowLooksAtFramesUntilItIsWithdrawn() throws Exception {
        Optional<ModelAnnouncement> announced = announced("one", 1);
        assertThat(seat.runs(Optional.empty())).isTrue();

        seat.prepare(announced).takeOver();
        assertThat(seat.runs(announced)).isTrue();
        assertThat(shadowOfAFrame()).isEqualTo("one");

        seat.prepare(Optional.empty()).takeOver();
        assertThat(shadowOfAFrame()).isNull();
        assertThat(seat.runs(Optional.empty())).isTrue();
        assertThat(told).hasSize(2).last().isEqualTo(Optional.empty());
    }

    @Test
    void theNextShadowLooksBeforeTheOneBeforeIsClosed() throws Exception {
        seat.prepare(announced("one", 1)).takeOver();
        Operator one = told.get(0).orElseThrow();

        seat.prepare(announced("two", 1)).takeOver();

        assertThat(shadowOfAFrame()).isEqualTo("two");
        assertThat(one.classifier().offer(new FrameRequest(image.length, () -> image)))
                .isEmpty();
        assertThat(results).containsExactly(ShadowResult.DISAGREE);
    }

    @Test
    void anotherShareIsAnotherAnnouncement() throws Exception {
        Optional<ModelAnnouncement> announced = announced("one", 1);
        seat.prepare(announced).takeOver();

        announced.orElseThrow().setShadowShare(0.5);

        assertThat(seat.runs(announced)).isFalse();
    }

    @Test
    void aShareThatCannotBeLeavesThePresentShadow() throws Exception {
        seat.prepare(announced("one", 1)).takeOver();
        Optional<ModelAnnouncement> impossible = announced("two", 1.5);

        assertThatThrownBy(() -> seat.prepare(impossible))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("1.5");

        assertThat(shadowOfAFrame()).isEqualTo("one");
    }
}
