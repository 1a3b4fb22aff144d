package dev.avitstreams.ops.camera;

import java.util.Map;
import java.util.Optional;

/**
 * One frame as a source gives it.
 *
 * @param image encoded bytes, not checked: a broken file is for the pipeline to judge
 * @param truth class known in advance, where the source carries it
 * @param attributes where it came from, for people; copied into the event
 */
public record SourceFrame(byte[] image, Optional<String> truth, Map<String, String> attributes) {
    public SourceFrame {
        attributes = Map.copyOf(attributes);
    }
}
