package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes tasks of records and hands them to the one classifier of the process. Thread-safe. */
public final class FrameTasks {
    private final FrameClassifier classifier;
    private final ImageEventReader events;
    private final ReferencedImages references;
    private final Optional<Duration> skipStaleAfter;
    private final FrameOnlooker onlooker;

    /** Nobody looks on. */
    public FrameTasks(
            FrameClassifier classifier,
            ImageEventReader events,
            ReferencedImages references,
            Optional<Duration> skipStaleAfter) {
        this(classifier, events, references, skipStaleAfter, FrameOnlooker.NONE);
    }

    /**
     * @param skipStaleAfter skip a frame whose record is older than this when its turn comes
     * @param onlooker told of each frame that was started
     */
    public FrameTasks(
            FrameClassifier classifier,
            ImageEventReader events,
            ReferencedImages references,
            Optional<Duration> skipStaleAfter,
            FrameOnlooker onlooker) {
        this.onlooker = onlooker;
        this.classifier = classifier;
        this.events = events;
        this.references = references;
        this.skipStaleAfter = skipStaleAfter;
    }

    /** Starts the frame if the classifier's budget allows; never blocks. */
    public Optional<FrameTask> offer(PolledFrame frame) {
        RecordReader reader = reader(frame);
        return classifier.offer(request(reader, frame)).map(outcome -> task(frame, reader, outcome));
    }

    /** Starts the frame whatever the budget, for a caller about to wait for it. */
    public FrameTask submit(PolledFrame frame) {
        RecordReader reader = reader(frame);
        return task(frame, reader, classifier.submit(request(reader, frame)));
    }

    private FrameTask task(PolledFrame frame, RecordReader reader, CompletableFuture<FrameOutcome> outcome) {
        FrameTask task = new FrameTask(frame.coordinate(), frame.payload(), reader, outcome);
        onlooker.started(task);
        return task;
    }

    private RecordReader reader(PolledFrame frame) {
        return new RecordReader(frame.payload(), frame.coordinate().topic(), events, references);
    }

    private FrameRequest request(RecordReader reader, PolledFrame frame) {
        Optional<Instant> staleAfter = skipStaleAfter.map(frame.recordTime()::plus);
        FrameOrigin origin = new FrameOrigin(frame.camera(), Priority.NORMAL, Optional.of(frame.recordTime()));
        return new FrameRequest(frame.payload().length, reader, staleAfter, origin);
    }
}
