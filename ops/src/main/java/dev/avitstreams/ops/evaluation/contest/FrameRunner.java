package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.engine.BatchRunner;
import dev.avitstreams.inference.engine.Verdict;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels.Recorded;
import java.util.List;
import java.util.Optional;

/** How a contender answers a batch. Called by many threads at once. */
@FunctionalInterface
public interface FrameRunner {

    /**
     * One verdict an image, in order.
     *
     * @param recorded one an image: what production answered it with, where that is known
     */
    List<Verdict> run(List<PreparedImage> images, List<Optional<Recorded>> recorded);

    /** Every frame at the same point. */
    static FrameRunner at(BatchRunner runner, OperatingPoint point) {
        return (images, recorded) -> runner.run(images, point);
    }
}
