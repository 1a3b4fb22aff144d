package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.engine.BatchRunner;
import dev.avitstreams.inference.engine.Verdict;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers each frame once: with the model and at the point that production did, by its label. A frame without a label, or
 * with one of a model or point that is not at hand, is answered by the first model at its first point, so that it is known
 * whether it can be. Immutable.
 *
 * @param points that are at hand, by what labels say
 * @param otherwise for the other frames
 */
record AsRecorded(Map<Recorded, Seat> points, Seat otherwise) implements FrameRunner {

    /** A point of a model. */
    record Seat(BatchRunner runner, OperatingPoint point) {}

    AsRecorded {
        points = Map.copyOf(points);
    }

    @Override
    public List<Verdict> run(List<PreparedImage> images, List<Optional<Recorded>> recorded) {
        Map<Seat, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < images.size(); place++) {
            Seat seat = recorded.get(place).map(points::get).orElse(otherwise);
            places.computeIfAbsent(seat, unused -> new ArrayList<>()).add(place);
        }
        Verdict[] verdicts = new Verdict[images.size()];
        places.forEach((seat, group) -> {
            List<Verdict> some =
                    seat.runner().run(group.stream().map(images::get).toList(), seat.point());
            for (int i = 0; i < group.size(); i++) {
                verdicts[group.get(i)] = some.get(i);
            }
        });
        return Arrays.asList(verdicts);
    }
}
