package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.FrameRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes tasks of records and hands them to the one classifier of the process. Thread-safe. */
public final class FrameTasks {
    private final FrameClassifier classifier;
    private final ImageEventReader events;
    private final ReferencedImages references;
    private final Optional<Duration> skipStaleAfter;

    /** @param skipStaleAfter skip a frame whose record is older than this when its turn comes */
    public FrameTasks(
            FrameClassifier classifier,
            ImageEventReader events,
            ReferencedImages references,
            Optional<Duration> skipStaleAfter) {
        this.classifier = classifier;
        this.events = events;
        this.references = references;
        this.skipStaleAfter = skipStaleAfter;
    }

    /** Starts the frame if the classifier's budget allows; never blocks. */
    public Optional<FrameTask> offer(FrameCoordinate coordinate, long timestamp, byte[] payload) {
        RecordReader reader = reader(coordinate, payload);
        return classifier
                .offer(request(reader, timestamp, payload))
                .map(outcome -> new FrameTask(coordinate, payload, reader, outcome));
    }

    /** Starts the frame whatever the budget, for a caller about to wait for it. */
    public FrameTask submit(FrameCoordinate coordinate, long timestamp, byte[] payload) {
        RecordReader reader = reader(coordinate, payload);
        return new FrameTask(coordinate, payload, reader, classifier.submit(request(reader, timestamp, payload)));
    }

    private RecordReader reader(FrameCoordinate coordinate, byte[] payload) {
        return new RecordReader(payload, coordinate.topic(), events, references);
    }

    private FrameRequest request(RecordReader reader, long timestamp, byte[] payload) {
        Optional<Instant> staleAfter = skipStaleAfter.map(Instant.ofEpochMilli(timestamp)::plus);
        return new FrameRequest(payload.length, reader, staleAfter);
    }
}
