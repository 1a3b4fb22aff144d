package dev.avitstreams.ops.evaluation.report;

import java.util.List;

/** Frames worth looking at; the page shows them. */
public record Highlights(List<Frame> worstMistakes, List<Frame> deepest, List<Frame> shallowest) {

    /**
     * @param image SHA-256 of the encoded image
     * @param truth identifier of its class; empty where it is not known
     * @param answer identifier of the class that was said
     */
    public record Frame(
            String frameId,
            String camera,
            String image,
            String truth,
            String answer,
            double confidence,
            double meanDepth) {}
}
