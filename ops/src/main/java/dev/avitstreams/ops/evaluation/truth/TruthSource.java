package dev.avitstreams.ops.evaluation.truth;

import dev.avitstreams.ops.evaluation.frames.ReadFrame;
import java.util.Map;
import java.util.Optional;

/** Knows the right answer to frames. Thread-safe. */
public interface TruthSource {

    /** The class of the frame, in words of whoever labelled it; empty where nobody did. */
    Optional<String> of(ReadFrame frame);

    /** For the report: what was asked. */
    String description();

    /** What the frame says itself. */
    static TruthSource ofFrame() {
        return new TruthSource() {
            @Override
            public Optional<String> of(ReadFrame frame) {
                return frame.truth();
            }

            @Override
            public String description() {
                return "the frames themselves";
            }
        };
    }

    /** What stands beside the frame's id; held in memory, some 200 bytes a frame. */
    static TruthSource ofIds(Map<String, String> classes, String description) {
        Map<String, String> byId = Map.copyOf(classes);
        return new TruthSource() {
            @Override
            public Optional<String> of(ReadFrame frame) {
                return Optional.ofNullable(byId.get(frame.frameId()));
            }

            @Override
            public String description() {
                return description;
            }
        };
    }
}
