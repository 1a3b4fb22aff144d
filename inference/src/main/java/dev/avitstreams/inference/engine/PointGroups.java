package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.model.OperatingPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The frames of a batch by operating point: the operator takes one point at a time. As a rule there is one group. */
record PointGroups(List<DecodedFrame> frames, Map<OperatingPoint, List<Integer>> places) {

    static PointGroups of(List<DecodedFrame> frames, PointPolicy points) {
        Map<OperatingPoint, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < frames.size(); place++) {
            OperatingPoint point = points.pointFor(frames.get(place).origin());
            places.computeIfAbsent(point, unused -> new ArrayList<>()).add(place);
        }
        return new PointGroups(frames, places);
    }

    /** One verdict a frame, in the frames' order. */
    List<Verdict> run(BatchRunner runner) {
        Verdict[] verdicts = new Verdict[frames.size()];
        places.forEach((point, group) -> {
            List<Verdict> some = runner.run(
                    group.stream().map(place -> frames.get(place).image()).toList(), point);
            for (int i = 0; i < group.size(); i++) {
                verdicts[group.get(i)] = some.get(i);
            }
        });
        return Arrays.asList(verdicts);
    }
}
