package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.batching.Turns;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.DecoderMemoryException;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Reads and decodes frames on its own threads and adds them to the batch queue: cameras take turns, a camera's own frames
 * go in order of acceptance. Bad frames end here, before they could trouble a batch. What waits is bounded by the budget,
 * not here.
 */
final class DecodeStage {
    /** What reading may take at the end. */
    private static final Duration READ = Duration.ofSeconds(15);

    private final ImageDecoder decoder;
    private final Staleness staleness;
    private final BatchQueue queue;
    private final OperatorHealth health;
    private final Watchdog watchdog;
    private final EngineListener listener;
    private final LongSupplier nanoClock;
    private final ExecutorService threads;

    /** As many frames as the threads have been given tasks that were not begun. */
    @GuardedBy("waiting")
    private final Turns<AcceptedFrame> waiting = new Turns<>();

    DecodeStage(
            int threadCount,
            ImageDecoder decoder,
            Staleness staleness,
            BatchQueue queue,
            OperatorHealth health,
            Watchdog watchdog,
            EngineListener listener,
            LongSupplier nanoClock) {
        this.decoder = decoder;
        this.staleness = staleness;
        this.queue = queue;
        this.health = health;
        this.watchdog = watchdog;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.threads = WorkerThreads.start("avit-decode", threadCount);
    }

    void accept(AcceptedFrame frame) {
        queue.announce();
        synchronized (waiting) {
            waiting.add(frame.ticket().camera(), frame);
        }
        threads.execute(() -> prepare(next()));
    }

    private AcceptedFrame next() {
        synchronized (waiting) {
            return waiting.take().orElseThrow();
        }
    }

    /**
     * Decodes what was accepted, then ends its threads; those that hang in reading, a file of a dead mount say, are left.
     *
     * @param lost whether waiting for them has become pointless
     */
    void drain(BooleanSupplier lost) {
        WorkerThreads.drain(threads, lost, READ);
    }

    private void prepare(AcceptedFrame frame) {
        boolean added = false;
        try {
            if (frame.ticket().isCancelled()) {
                frame.ticket().withdraw();
            } else if (staleness.isStale(
                    frame.request().staleAfter(), frame.request().origin())) {
                frame.ticket().finish(Staleness.SKIPPED);
            } else {
                DecodedFrame decoded = decode(frame);
                frame.ticket().releaseBytes();
                queue.add(decoded);
                added = true;
            }
        } catch (FrameRejectedException e) {
            frame.ticket().finish(e.toOutcome());
        } catch (Throwable e) { // an Error too: no future may hang for it
            try {
                noteHealth(e);
            } finally {
                frame.ticket().fail(e);
            }
        } finally {
            if (!added) {
                queue.withdraw();
            }
        }
    }

    /** A source that cannot be read is no trouble of ours; a decoder without memory is, until a batch works again. */
    private void noteHealth(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            health.failed(failure);
        } else if (failure instanceof DecoderMemoryException) {
            health.broken(new ClassifierBrokenException(String.valueOf(failure.getMessage()), failure));
        }
    }

    private DecodedFrame decode(AcceptedFrame frame) throws FrameRejectedException {
        long start = nanoClock.getAsLong();
        PreparedImage image = decodeWatched(frame.request().image().read());
        long nanos = nanoClock.getAsLong() - start;
        listener.frameDecoded(nanos);
        return new DecodedFrame(
                frame.ticket(),
                image,
                frame.demanded(),
                frame.request().staleAfter(),
                frame.request().origin(),
                frame.acceptedNanos(),
                nanos);
    }

    /** Reading is not watched: it may wait for a registry or a mount, which is not the operator's fault. */
    private PreparedImage decodeWatched(byte[] encoded) throws FrameRejectedException {
        try (Watchdog.Shift shift = watchdog.begin("decoding an image")) {
            return decoder.decode(encoded);
        }
    }
}
