package dev.avitstreams.topology.shadow;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.topology.frames.FrameOnlooker;
import dev.avitstreams.topology.frames.FrameTask;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.RecordReader;
import dev.avitstreams.topology.frames.ReferencedImages;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a candidate look at some frames too, each once the serving model has answered: so nothing is computed for frames
 * that have no label, and the serving path waits for nothing. The candidate reads and decodes the frame anew.
 *
 * <p>Thread-safe. Its work on the serving classifier's threads is a hash and an offer that never blocks.
 */
public final class Shadow implements FrameOnlooker {
    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final ImageEventReader events;
    private final ReferencedImages references;
    private final ComparisonSink sink;
    private final Consumer<ShadowResult> results;
    private final Clock clock;
    private volatile @Nullable Candidate candidate;

    /** @param classifier owned by whoever set it here */
    private record Candidate(FrameClassifier classifier, ShadowShare share) {}

    /** @param results told once for every frame that was chosen; {@code UNPUBLISHED} beside what was found */
    public Shadow(
            ImageEventReader events,
            ReferencedImages references,
            ComparisonSink sink,
            Consumer<ShadowResult> results,
            Clock clock) {
        this.events = events;
        this.references = references;
        this.sink = sink;
        this.results = results;
        this.clock = clock;
    }

    /** From the next frame on this one is compared; close the one before only afterwards. */
    public void compareWith(FrameClassifier classifier, ShadowShare share) {
        candidate = new Candidate(classifier, share);
    }

    /** From the next frame on nothing is compared. */
    public void rest() {
        candidate = null;
    }

    @Override
    public void started(FrameTask task) {
        Candidate now = candidate;
        if (now == null || !now.share.chooses(task.coordinate())) {
            return;
        }
        CompletableFuture<?> unused = task.outcome()
                .whenComplete((outcome, failure) -> guarded(() -> {
                    if (outcome instanceof Classified served) {
                        offer(task, served, now);
                    } else if (outcome != null) {
                        results.accept(ShadowResult.NOT_SERVED);
                    } // else it will be read again, here or elsewhere
                }));
    }

    private void offer(FrameTask task, Classified served, Candidate to) {
        RecordReader reader = new RecordReader(task.payload(), task.coordinate().topic(), events, references);
        Optional<CompletableFuture<FrameOutcome>> offered =
                to.classifier.offer(new FrameRequest(task.payload().length, reader));
        if (offered.isEmpty()) {
            results.accept(to.classifier.trouble().isPresent() ? ShadowResult.FAILED : ShadowResult.BUSY);
            return;
        }
        CompletableFuture<?> unused = offered.get()
                .whenComplete((outcome, failure) -> guarded(() -> {
                    if (outcome instanceof Classified computed) {
                        compare(task, served, computed);
                    } else if (outcome != null) {
                        results.accept(ShadowResult.REJECTED);
                    } else if (!(failure instanceof CancellationException)) {
                        results.accept(ShadowResult.FAILED);
                    }
                }));
    }

    private void compare(FrameTask task, Classified served, Classified computed) {
        ShadowComparison comparison = Comparisons.of(
                task.coordinate(),
                task.facts().orElseThrow(),
                served.classification(),
                computed.classification(),
                clock.instant());
        results.accept(comparison.getAgree() ? ShadowResult.AGREE : ShadowResult.DISAGREE);
        sink.publish(comparison, () -> results.accept(ShadowResult.UNPUBLISHED));
    }

    /** A frame of the serving path may not end of it. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("A frame could not be compared; its label is not affected", e);
        }
    }
}
