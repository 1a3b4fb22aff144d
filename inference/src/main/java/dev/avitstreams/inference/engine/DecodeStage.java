package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * Reads and decodes frames on its own threads, in order of acceptance, and adds them to the batch queue. Bad frames end
 * here, before they could trouble a batch. Its queue is bounded by the budget, not by itself.
 */
final class DecodeStage {
    private final ImageDecoder decoder;
    private final Staleness staleness;
    private final BatchQueue queue;
    private final Budget budget;
    private final Completion completion;
    private final EngineListener listener;
    private final LongSupplier nanoClock;
    private final ExecutorService pool;

    DecodeStage(
            int threads,
            ImageDecoder decoder,
            Staleness staleness,
            BatchQueue queue,
            Budget budget,
            EngineListener listener,
            LongSupplier nanoClock) {
        this.decoder = decoder;
        this.staleness = staleness;
        this.queue = queue;
        this.budget = budget;
        this.completion = new Completion(budget);
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.pool = Executors.newFixedThreadPool(threads, new NamedThreads("avit-decode"));
    }

    void accept(AcceptedFrame frame) {
        queue.announce();
        pool.execute(() -> prepare(frame));
    }

    /** Decodes what was accepted, then ends its threads. */
    void drain() {
        pool.shutdown();
        Waiting.forAll(pool);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever happens, the future must end and the budget come back
    private void prepare(AcceptedFrame frame) {
        boolean added = false;
        try {
            if (frame.future().isDone()) {
                completion.withdraw();
            } else if (staleness.isStale(frame.request().staleAfter())) {
                completion.finish(frame.future(), Staleness.SKIPPED);
            } else {
                queue.add(decode(frame));
                added = true;
            }
        } catch (FrameRejectedException e) {
            completion.finish(frame.future(), e.toOutcome());
        } catch (Throwable e) {
            completion.fail(frame.future(), e);
        } finally {
            budget.releaseBytes(frame.request().encodedBytes());
            if (!added) {
                queue.withdraw();
            }
        }
    }

    private DecodedFrame decode(AcceptedFrame frame) throws FrameRejectedException {
        long start = nanoClock.getAsLong();
        PreparedImage image = decoder.decode(frame.request().image().read());
        long nanos = nanoClock.getAsLong() - start;
        listener.frameDecoded(nanos);
        return new DecodedFrame(
                frame.future(), image, frame.demanded(), frame.request().staleAfter(), frame.acceptedNanos(), nanos);
    }
}
