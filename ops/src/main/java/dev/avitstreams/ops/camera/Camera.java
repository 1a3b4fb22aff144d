package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.schemas.ImageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera: takes frames from a source at a pace, stamps them, publishes them.
 *
 * <p>{@link #run} belongs to one thread; {@link #tally} may be asked from any. Counters are raised by the producer's
 * thread as acknowledgements come in.
 */
public final class Camera {
    private static final Logger log = LoggerFactory.getLogger(Camera.class);

    /** A source that has only ever given frames over the limit, this many of them, will not give another. */
    private static final int HOPELESS = 100;

    private final String id;
    private final FrameSource source;
    private final OptionalDouble framesPerSecond;
    private final double phase;
    private final FramePublisher publisher;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sequence;

    /** @param framesPerSecond empty for as fast as the source gives them */
    public Camera(String id, FrameSource source, OptionalDouble framesPerSecond, FramePublisher publisher) {
        this(id, source, framesPerSecond, 0, publisher);
    }

    /**
     * @param phase share of a period, 0 to 1, by which the first frame waits: cameras that start together need not send
     *     together
     */
    public Camera(
            String id, FrameSource source, OptionalDouble framesPerSecond, double phase, FramePublisher publisher) {
        this.id = id;
        this.source = source;
        this.framesPerSecond = framesPerSecond;
        this.phase = phase;
        this.publisher = publisher;
    }

    public String id() {
        return id;
    }

    /** Publishes until the source or the budget ends or stopping is wished, and waits for the last acknowledgement. */
    public void run(FrameBudget budget, StopSignal stop) throws IOException {
        Pace pace = new Pace(framesPerSecond, phase, System::nanoTime);
        while ((source.isLive() ? !stop.isRequested() : pace.await(stop)) && budget.tryTake()) {
            Optional<SourceFrame> frame = source.next();
            if (frame.isEmpty()) {
                budget.giveBack();
                break;
            }
            if (source.isLive() && !pace.isDue()) {
                dropped.incrementAndGet();
                budget.giveBack();
                continue;
            }
            if (!publish(frame.get())) {
                budget.giveBack();
            }
            throwFailure();
        }
        publisher.flush();
        throwFailure();
    }

    public CameraTally tally() {
        return new CameraTally(acknowledged.get(), refused.get(), dropped.get(), bytes.get());
    }

    private boolean publish(SourceFrame frame) {
        int length = frame.image().length;
        long number = sequence++; // a refused frame leaves a gap: it was captured, but never produced
        if (length > publisher.frameLimitBytes()) {
            if (refused.incrementAndGet() == HOPELESS && acknowledged.get() == 0) {
                throw CommandFailure.runtime(String.format(
                        Locale.ROOT,
                        "The first %d frames of camera %s are all over the limit of %d bytes. Send them smaller, or"
                                + " raise frames.max-bytes here and in the service.",
                        HOPELESS,
                        id,
                        publisher.frameLimitBytes()));
            }
            log.warn(
                    "Frame {} of camera {} has {} bytes, the limit is {}: not sent. Send it smaller, or raise"
                            + " frames.max-bytes here and in the service, and max.message.bytes of the topics. {}",
                    number,
                    id,
                    length,
                    publisher.frameLimitBytes(),
                    frame.attributes());
            return false;
        }
        publisher.send(event(frame, number), (metadata, exception) -> {
            if (exception == null) {
                acknowledged.incrementAndGet();
                bytes.addAndGet(length);
            } else {
                failure.compareAndSet(null, exception);
            }
        });
        return true;
    }

    private ImageEvent event(SourceFrame frame, long number) {
        return ImageEvent.newBuilder()
                .setFrameId(UUID.randomUUID().toString())
                .setCameraId(id)
                .setSequence(number)
                .setCapturedAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
                .setEncoding(ImageFiles.encodingOf(frame.image()))
                .setImage(ByteBuffer.wrap(frame.image()))
                .setTruth(frame.truth().orElse(null))
                .setAttributes(frame.attributes())
                .build();
    }

    private void throwFailure() {
        Exception thrown = failure.get();
        if (thrown instanceof RecordTooLargeException) {
            throw CommandFailure.runtime(
                    "The broker refused a frame of camera " + id + " as too large (" + thrown.getMessage()
                            + ") though it is within frames.max-bytes. `avit topics check` says which limit to raise.",
                    thrown);
        }
        if (thrown != null) {
            throw CommandFailure.runtime(
                    "Frames of camera " + id + " cannot be delivered. " + Sentences.of(thrown), thrown);
        }
    }
}
