package dev.avitstreams.ops.demo;

import dev.avitstreams.ops.inspect.RecordViews;
import dev.avitstreams.schemas.FrameLabel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came out for one camera, or for all. Belongs to the thread that reads the topics. */
final class CameraTotals {
    private final Map<String, Long> labels = new TreeMap<>();
    private long classified;
    private long rejected;
    private double depthSum;
    private long macsExecuted;
    private long macsDense;
    private String lastLabel = "";

    void add(FrameLabel label) {
        classified++;
        depthSum += label.getHalting().getMean();
        macsExecuted += label.getMacsExecuted();
        macsDense += label.getMacsDense();
        String name = label.getTop().isEmpty()
                ? "(no label)"
                : RecordViews.shortName(label.getTop().get(0).getName());
        lastLabel = name;
        labels.merge(name, 1L, Long::sum);
    }

    void addRejected() {
        rejected++;
    }

    long classified() {
        return classified;
    }

    long rejected() {
        return rejected;
    }

    /** Over the classified frames; 0 where there are none. */
    double meanDepth() {
        return classified == 0 ? 0 : depthSum / classified;
    }

    /** Of the dense model's multiply-accumulates, 0 to 1; 0 where nothing was classified. */
    double macsSavedShare() {
        return macsDense == 0 ? 0 : 1 - (double) macsExecuted / macsDense;
    }

    String lastLabel() {
        return lastLabel;
    }

    /** The most frequent labels first, with how often they came. */
    Map<String, Long> topLabels(int limit) {
        return labels.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }
}
