package dev.avitstreams.topology.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.topology.elastic.CameraPriorities;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.PolledFrame;
import dev.avitstreams.topology.pipeline.ScriptedClassifier;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShadowTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    private static final byte BAD = 0;
    private static final byte HANGS = (byte) 255;

    private final List<ShadowResult> results = new ArrayList<>();
    private final List<ShadowComparison> published = new ArrayList<>();
    private final ImageEventReader events = new ImageEventReader((topic, bytes) -> ImageEvent.newBuilder()
            .setFrameId("f")
            .setCameraId("gate")
            .setSequence(0)
            .setCapturedAt(NOW)
            .setImage(ByteBuffer.wrap(bytes))
            .build());
    private boolean publishes = true;
    private final Shadow shadow = new Shadow(
            events,
            (uri, sha256, length) -> new byte[0],
            (comparison, unpublished) -> {
                if (publishes) {
                    published.add(comparison);
                } else {
                    unpublished.run();
                }
            },
            results::add,
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final ScriptedClassifier serving = new ScriptedClassifier();
    private final FrameTasks tasks = new FrameTasks(
            serving, events, (uri, sha256, length) -> new byte[0], Optional.empty(), CameraPriorities.NONE, shadow);

    /** Serves one frame and gives what came of it. */
    private CompletableFuture<FrameOutcome> frame(byte image) {
        return tasks.submit(new PolledFrame(new FrameCoordinate("frames", 2, 7), NOW, null, new byte[] {image}))
                .outcome();
    }

    /** A candidate that answers through this. */
    private interface Answers extends FrameClassifier {
        @Override
        default CompletableFuture<FrameOutcome> submit(FrameRequest request) {
            throw new AssertionError("a shadow is only ever offered a frame");
        }

        @Override
        default ModelIdentity model() {
            return ScriptedClassifier.MODEL;
        }

        @Override
        default int inFlight() {
            return 0;
        }

        @Override
        default void close() {}
    }

    private void candidate(Answers answers) {
        shadow.compareWith(answers, new ShadowShare(1));
    }

    @Test
    void aPairIsPublishedOnceBothHaveAnswered() {
        shadow.compareWith(new ScriptedClassifier(), new ShadowShare(1));

        assertThat(frame((byte) 3)).isCompletedWithValueMatching(Classified.class::isInstance);

        assertThat(results).containsExactly(ShadowResult.AGREE);
        assertThat(published).singleElement().satisfies(pair -> {
            assertThat(pair.getFrameId()).isEqualTo("f");
            assertThat(pair.getCameraId()).isEqualTo("gate");
            assertThat(pair.getTopic() + pair.getPartition() + "@" + pair.getOffset())
                    .isEqualTo("frames2@7");
            assertThat(pair.getComparedAt()).isEqualTo(NOW);
            assertThat(pair.getAgree()).isTrue();
            assertThat(pair.getServing()).isEqualTo(pair.getCandidate());
            assertThat(pair.getCandidate().getClassId()).isEqualTo("n3");
            assertThat(pair.getCandidate().getMacsExecuted()).isEqualTo(110);
            assertThat(pair.getCandidate().getLayers()).isEqualTo(3);
        });
    }

    @Test
    void anotherTopClassIsADisagreement() {
        ScriptedClassifier other = new ScriptedClassifier();
        candidate(request -> other.offer(new FrameRequest(1, () -> new byte[] {9})));

        frame((byte) 3);

        assertThat(results).containsExactly(ShadowResult.DISAGREE);
        assertThat(published.get(0).getAgree()).isFalse();
        assertThat(published.get(0).getCandidate().getClassId()).isEqualTo("n9");
    }

    @Test
    void whatTheShadowCannotAnswerIsCountedAndTheFrameServed() {
        candidate(request -> Optional.empty());
        assertThat(frame((byte) 3)).isCompleted();
        candidate(request -> Optional.of(CompletableFuture.failedFuture(new IllegalStateException("broken"))));
        assertThat(frame((byte) 3)).isCompleted();
        candidate(request -> new ScriptedClassifier().offer(new FrameRequest(1, () -> new byte[] {BAD})));
        assertThat(frame((byte) 3)).isCompleted();
        candidate(request -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(frame((byte) 3)).isCompleted();
        candidate(request -> new ScriptedClassifier().offer(new FrameRequest(1, () -> {
            throw new FrameRejectedException(ErrorCategory.REFERENCE_UNAVAILABLE, "gone meanwhile");
        })));
        assertThat(frame((byte) 3)).isCompleted();

        assertThat(results)
                .containsExactly(ShadowResult.BUSY, ShadowResult.FAILED, ShadowResult.REJECTED, ShadowResult.REJECTED);
        assertThat(published).isEmpty();
    }

    @Test
    void framesWithoutALabelAreNotComputedAndWithdrawnOnesNotEvenCounted() {
        ScriptedClassifier candidate = new ScriptedClassifier();
        shadow.compareWith(candidate, new ShadowShare(1));

        frame(BAD);
        frame(HANGS).cancel(false);

        assertThat(results).containsExactly(ShadowResult.NOT_SERVED);
        assertThat(candidate.offers()).isZero();
    }

    @Test
    void aPairThatCannotBePublishedIsCounted() {
        publishes = false;
        shadow.compareWith(new ScriptedClassifier(), new ShadowShare(1));

        frame((byte) 3);

        assertThat(results).containsExactly(ShadowResult.AGREE, ShadowResult.UNPUBLISHED);
    }

    @Test
    void withoutAShadowNothingHappens() {
        ScriptedClassifier candidate = new ScriptedClassifier();
        shadow.compareWith(candidate, new ShadowShare(1));
        shadow.rest();

        frame((byte) 3);

        assertThat(results).isEmpty();
        assertThat(candidate.offers()).isZero();
    }
}
