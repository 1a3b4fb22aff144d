package dev.avitstreams.topology.pipeline;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.BatchFacts;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.frame.FrameTimings;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.model.ModelIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A classifier whose answer is written in the "image": one byte, the class; zero is a corrupt image, 255 hangs, classes
 * from 200 on are computed at another point, and an offer is refused once the budget is gone. Used where the topology, not the model, is under test.
 */
public final class ScriptedClassifier implements FrameClassifier {
    public static final ModelIdentity MODEL = new ModelIdentity("scripted", "1", "00");
    private static final int HANG = 255;
    private static final int CHEAPER = 200;

    private int budget = Integer.MAX_VALUE;
    private int offers;
    private int submits;
    private FrameOrigin lastOrigin = FrameOrigin.UNKNOWN;
    private CompletableFuture<FrameOutcome> lastOffered = new CompletableFuture<>();

    public ScriptedClassifier withBudget(int frames) {
        budget = frames;
        return this;
    }

    public int offers() {
        return offers;
    }

    public CompletableFuture<FrameOutcome> lastOffered() {
        return lastOffered;
    }

    public int submits() {
        return submits;
    }

    /** Of the last frame, offered or submitted. */
    public FrameOrigin lastOrigin() {
        return lastOrigin;
    }

    @Override
    public Optional<CompletableFuture<FrameOutcome>> offer(FrameRequest request) {
        if (budget-- <= 0) {
            return Optional.empty();
        }
        offers++;
        lastOrigin = request.origin();
        lastOffered = answer(request);
        return Optional.of(lastOffered);
    }

    @Override
    public CompletableFuture<FrameOutcome> submit(FrameRequest request) {
        submits++;
        lastOrigin = request.origin();
        return answer(request);
    }

    private static CompletableFuture<FrameOutcome> answer(FrameRequest request) {
        try {
            int label = Byte.toUnsignedInt(request.image().read()[0]);
            if (label == HANG) {
                return new CompletableFuture<>();
            }
            if (label == 0) {
                throw new FrameRejectedException(ErrorCategory.CORRUPT_IMAGE, "the image is zero");
            }
            return CompletableFuture.completedFuture(new FrameOutcome.Classified(
                    classification(label), new FrameTimings(1000, 2000, 3000), new BatchFacts(1, FlushReason.FULL)));
        } catch (FrameRejectedException e) {
            return CompletableFuture.completedFuture(e.toOutcome());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A 2 × 2 grid: depths 1, 2, 3, 3 and a class token of 2. */
    private static Classification classification(int label) {
        return new Classification(
                List.of(new Prediction(label, "n" + label, "name " + label, 0.9f)),
                new float[] {label},
                2,
                11 / 5f,
                new DepthMap(2, 2, new byte[] {1, 2, 3, 3}, DepthMap.Completeness.COMPLETE),
                new int[] {5, 4, 2},
                110,
                150,
                label < CHEAPER ? "default" : "cheaper",
                MODEL);
    }

    @Override
    public ModelIdentity model() {
        return MODEL;
    }

    @Override
    public int inFlight() {
        return 0;
    }

    @Override
    public void close() {}
}
