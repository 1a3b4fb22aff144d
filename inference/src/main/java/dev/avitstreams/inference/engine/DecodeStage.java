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

    private void prepare(AcceptedFrame frame) {
        Runnable next = nextStep(frame);
        // First of all, so that whoever sees the outcome sees the budget back too.
        budget.releaseBytes(frame.request().encodedBytes());
        next.run();
    }

    private Runnable nextStep(AcceptedFrame frame) {
        try {
            if (frame.future().isDone()) {
                return ending(completion::withdraw);
            }
            if (staleness.isStale(frame.request().staleAfter())) {
                return ending(() -> completion.finish(frame.future(), Staleness.SKIPPED));
            }
            DecodedFrame decoded = decode(frame);
            return () -> queue.add(decoded);
        } catch (FrameRejectedException e) {
            return ending(() -> completion.finish(frame.future(), e.toOutcome()));
        } catch (Throwable e) { // an Error too: no future may hang for it
            return ending(() -> completion.fail(frame.future(), e));
        }
    }

    private Runnable ending(Runnable end) {
        return () -> {
            queue.withdraw();
            end.run();
        };
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
