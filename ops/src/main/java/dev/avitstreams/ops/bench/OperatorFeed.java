package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Feeds the operator from memory. */
public final class OperatorFeed {
    private OperatorFeed() {}

    /**
     * Keeps the operator's budget full, as the service's look-ahead does, until all frames have their outcome.
     *
     * @param images encoded, shown in turn
     * @param from number of the first frame, that is of its image
     * @param outcomes told each, in order, on the calling thread
     */
    public static void feed(
            FrameClassifier classifier, List<byte[]> images, int from, int frames, Consumer<FrameOutcome> outcomes) {
        Queue<CompletableFuture<FrameOutcome>> underWay = new ArrayDeque<>();
        for (int frame = from; frame < from + frames; frame++) {
            byte[] image = images.get(frame % images.size());
            FrameRequest request = new FrameRequest(image.length, () -> image);
            Optional<CompletableFuture<FrameOutcome>> accepted = classifier.offer(request);
            while (accepted.isEmpty()) {
                outcomes.accept(underWay.remove().join());
                accepted = classifier.offer(request);
            }
            underWay.add(accepted.get());
        }
        underWay.forEach(future -> outcomes.accept(future.join()));
    }
}
