package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.Classification;

/** What the operator made of one image. */
public sealed interface Verdict {
    record Answer(Classification classification) implements Verdict {}

    /** It fails on this image, also alone, while the probe passes. */
    record Culprit(Exception failure) implements Verdict {}

    /** It fails on the probe: nothing can be said about this one. */
    record Broken(ClassifierBrokenException failure) implements Verdict {}
}
