package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.batching.Batch;
import dev.avitstreams.inference.frame.BatchFacts;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameTimings;
import dev.avitstreams.inference.model.ModelIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Takes batches until the queue is closed and drained, has the operator run each, and ends its frames. One runs on each
 * dispatching thread; they share nothing but thread-safe parts.
 *
 * @param points asked once a frame
 * @param model named where it fails on a frame
 */
record Dispatcher(
        BatchQueue queue,
        BatchRunner runner,
        PointPolicy points,
        LoadMeter load,
        Staleness staleness,
        OperatorHealth health,
        Watchdog watchdog,
        EngineListener listener,
        LongSupplier nanoClock,
        ModelIdentity model)
        implements Runnable {

    @Override
    public void run() {
        Optional<Batch<DecodedFrame>> batch = queue.take();
        while (batch.isPresent()) {
            try {
                dispatch(batch.get());
            } catch (Throwable e) { // an Error too: no future may hang for it
                fail(batch.get(), e);
            }
            batch = queue.take();
        }
    }

    private void fail(Batch<DecodedFrame> batch, Throwable failure) {
        try {
            health.failed(failure);
        } catch (Throwable untold) { // the next batch still wants a dispatcher
            health.broken(new ClassifierBrokenException(
                    "The operator broke: " + failure.getClass().getName()));
            if (untold != failure) {
                failure.addSuppressed(untold);
            }
        } finally {
            batch.items().forEach(frame -> frame.ticket().fail(failure));
        }
    }

    private void dispatch(Batch<DecodedFrame> batch) {
        listener.batchClosed(batch.items().size(), batch.reason(), batch.oldestWaitNanos());
        List<DecodedFrame> frames = stillWanted(batch.items());
        if (!frames.isEmpty()) {
            classify(frames, new BatchFacts(frames.size(), batch.reason()));
        }
    }

    private List<DecodedFrame> stillWanted(List<DecodedFrame> frames) {
        List<DecodedFrame> wanted = new ArrayList<>(frames.size());
        for (DecodedFrame frame : frames) {
            if (frame.ticket().isCancelled()) {
                frame.ticket().withdraw();
            } else if (staleness.isStale(frame.staleAfter(), frame.origin())) {
                frame.ticket().finish(Staleness.SKIPPED);
            } else {
                wanted.add(frame);
            }
        }
        return wanted;
    }

    private void classify(List<DecodedFrame> frames, BatchFacts facts) {
        long start = nanoClock.getAsLong();
        load.handOver(frames);
        List<Verdict> verdicts;
        try {
            verdicts = run(frames);
        } finally {
            load.returned(frames.size());
        }
        long nanos = nanoClock.getAsLong() - start;
        listener.batchClassified(frames.size(), nanos);
        noteHealth(verdicts);
        for (int i = 0; i < frames.size(); i++) {
            end(frames.get(i), verdicts.get(i), start, nanos, facts);
        }
    }

    private List<Verdict> run(List<DecodedFrame> frames) {
        try (Watchdog.Shift shift = watchdog.begin("a batch of " + frames.size() + " frames")) {
            return PointGroups.of(frames, points).run(runner);
        }
    }

    /** Once a batch, since a batch during which the operator broke holds answers too. */
    private void noteHealth(List<Verdict> verdicts) {
        verdicts.stream()
                .filter(Verdict.Broken.class::isInstance)
                .map(Verdict.Broken.class::cast)
                .findFirst()
                .ifPresentOrElse(broken -> health.broken(broken.failure()), health::working);
    }

    private void end(DecodedFrame frame, Verdict verdict, long start, long nanos, BatchFacts facts) {
        if (verdict instanceof Verdict.Answer answer) {
            load.finish(frame.origin(), answer.classification());
            long queueNanos = start - frame.acceptedNanos() - frame.decodeNanos();
            FrameTimings timings = new FrameTimings(frame.decodeNanos(), queueNanos, nanos);
            frame.ticket().finish(new FrameOutcome.Classified(answer.classification(), timings, facts));
        } else if (verdict instanceof Verdict.Culprit culprit) {
            frame.ticket().finish(rejected(culprit.failure()));
        } else if (verdict instanceof Verdict.Broken broken) {
            frame.ticket().fail(broken.failure());
        }
    }

    private FrameOutcome.Rejected rejected(Exception failure) {
        return new FrameOutcome.Rejected(
                ErrorCategory.INFERENCE_FAILED,
                "The model fails on this image, also alone, while its test image passes: " + failure.getMessage(),
                Optional.of(model));
    }
}
