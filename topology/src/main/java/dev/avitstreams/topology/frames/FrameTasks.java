package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.topology.elastic.CameraPriorities;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes tasks of records and hands them to the one classifier of the process. Thread-safe. */
public final class FrameTasks {
    private final FrameClassifier classifier;
    private final ImageEventReader events;
    private final ReferencedImages references;
    private final Optional<Duration> skipStaleAfter;
    private final CameraPriorities priorities;

    /** No camera before another; otherwise as the other constructor. */
    public FrameTasks(
            FrameClassifier classifier,
            ImageEventReader events,
            ReferencedImages references,
            Optional<Duration> skipStaleAfter) {
        this(classifier, events, references, skipStaleAfter, CameraPriorities.NONE);
    }

    /** @param skipStaleAfter skip a frame whose record is older than this when its turn comes */
    public FrameTasks(
            FrameClassifier classifier,
            ImageEventReader events,
            ReferencedImages references,
            Optional<Duration> skipStaleAfter,
            CameraPriorities priorities) {
        this.classifier = classifier;
        this.events = events;
        this.references = references;
        this.skipStaleAfter = skipStaleAfter;
        this.priorities = priorities;
    }

    /** Starts the frame if the classifier's budget allows; never blocks. */
    public Optional<FrameTask> offer(PolledFrame frame) {
        RecordReader reader = reader(frame);
        return classifier
                .offer(request(reader, frame))
                .map(outcome -> new FrameTask(frame.coordinate(), frame.payload(), reader, outcome));
    }

    /** Starts the frame whatever the budget, for a caller about to wait for it. */
    public FrameTask submit(PolledFrame frame) {
        RecordReader reader = reader(frame);
        return new FrameTask(frame.coordinate(), frame.payload(), reader, classifier.submit(request(reader, frame)));
    }

    private RecordReader reader(PolledFrame frame) {
        return new RecordReader(frame.payload(), frame.coordinate().topic(), events, references);
    }

    private FrameRequest request(RecordReader reader, PolledFrame frame) {
        Optional<Instant> staleAfter = skipStaleAfter.map(frame.recordTime()::plus);
        Priority priority = frame.key() == null ? Priority.NORMAL : priorities.of(frame.camera());
        FrameOrigin origin = new FrameOrigin(frame.camera(), priority, Optional.of(frame.recordTime()));
        return new FrameRequest(frame.payload().length, reader, staleAfter, origin);
    }
}
