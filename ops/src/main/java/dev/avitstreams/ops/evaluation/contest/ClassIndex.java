package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.evaluation.Subject;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.evaluation.frames.ReadFrame;
import dev.avitstreams.ops.evaluation.truth.TruthSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** From the words of a truth source to the classes of the model. Immutable. */
final class ClassIndex {
    private final TruthSource source;
    private final Map<String, Integer> indices = new HashMap<>();

    ClassIndex(TruthSource source, Labels labels) {
        this.source = source;
        for (int index = labels.size() - 1; index >= 0; index--) {
            indices.put(labels.get(index).name(), index); // of two classes of one name the first
        }
        for (int index = 0; index < labels.size(); index++) {
            indices.put(labels.get(index).id(), index);
        }
    }

    Optional<String> truth(ReadFrame frame) {
        return source.of(frame);
    }

    /** By identifier, or else by name; unknown also where the model has no such class. */
    int index(Optional<String> truth) {
        return truth.map(text -> indices.getOrDefault(text, Subject.UNKNOWN)).orElse(Subject.UNKNOWN);
    }
}
