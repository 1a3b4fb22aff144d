package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.batching.Batch;
import dev.avitstreams.inference.frame.BatchFacts;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameTimings;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes batches until the queue is closed and drained, has the operator run each, and ends its frames. One runs on each
 * dispatching thread; they share nothing but thread-safe parts.
 *
 * @param point the operating point to use, asked for once a batch
 */
record Dispatcher(
        BatchQueue queue,
        BatchRunner runner,
        Supplier<OperatingPoint> point,
        Staleness staleness,
        Completion completion,
        OperatorHealth health,
        EngineListener listener,
        LongSupplier nanoClock)
        implements Runnable {

    @Override
    public void run() {
        Optional<Batch<DecodedFrame>> batch = queue.take();
        while (batch.isPresent()) {
            dispatch(batch.get());
            batch = queue.take();
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
            if (frame.future().isDone()) {
                completion.withdraw();
            } else if (staleness.isStale(frame.staleAfter())) {
                completion.finish(frame.future(), Staleness.SKIPPED);
            } else {
                wanted.add(frame);
            }
        }
        return wanted;
    }

    private void classify(List<DecodedFrame> frames, BatchFacts facts) {
        long start = nanoClock.getAsLong();
        List<PreparedImage> images = frames.stream().map(DecodedFrame::image).toList();
        List<Verdict> verdicts;
        try {
            verdicts = runner.run(images, point.get());
        } catch (Throwable e) { // an Error of the operator: no future may hang for it
            frames.forEach(frame -> completion.fail(frame.future(), e));
            return;
        }
        long nanos = nanoClock.getAsLong() - start;
        listener.batchClassified(frames.size(), nanos);
        for (int i = 0; i < frames.size(); i++) {
            end(frames.get(i), verdicts.get(i), start, nanos, facts);
        }
    }

    private void end(DecodedFrame frame, Verdict verdict, long start, long nanos, BatchFacts facts) {
        if (verdict instanceof Verdict.Answer answer) {
            health.working();
            long queueNanos = start - frame.acceptedNanos() - frame.decodeNanos();
            FrameTimings timings = new FrameTimings(frame.decodeNanos(), queueNanos, nanos);
            completion.finish(frame.future(), new FrameOutcome.Classified(answer.classification(), timings, facts));
        } else if (verdict instanceof Verdict.Culprit culprit) {
            completion.finish(frame.future(), rejected(culprit.failure()));
        } else if (verdict instanceof Verdict.Broken broken) {
            completion.fail(frame.future(), health.broken(runner.backend().description(), broken.failure()));
        }
    }

    private static FrameOutcome.Rejected rejected(Exception failure) {
        return new FrameOutcome.Rejected(
                ErrorCategory.INFERENCE_FAILED,
                "The model fails on this image, also alone, while its test image passes: " + failure.getMessage());
    }
}
