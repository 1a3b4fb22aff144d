package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;

/**
 * Told what the classifier does, for meters and logs. Called on its worker threads, several at once: be quick, never
 * block. What a listener throws is logged and ignored.
 */
public interface EngineListener {

    /** Hears nothing. */
    EngineListener NONE = new EngineListener() {};

    /** @param nanos reading the record, decoding and pre-processing the image */
    default void frameDecoded(long nanos) {}

    /**
     * @param size frames, those since cancelled or gone stale included
     * @param oldestWaitNanos how long the first of them waited for the batch to close
     */
    default void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {}

    /**
     * The operator has finished a batch, whatever came of it.
     *
     * @param size frames given to the operator
     */
    default void batchClassified(int size, long nanos) {}

    /**
     * An elastic policy has chosen where on its ladder frames are computed next, as a rule where they were.
     *
     * @param sample what it chose by
     */
    default void pointsChosen(LoadSample sample, PointChoice choice) {}

    /** The operator fails even on its own test image, or hangs; frames end exceptionally until it recovers. */
    default void operatorBroken(String trouble) {}

    default void operatorRecovered() {}

    /**
     * The operator will not work again in this process: it hangs, has been broken for long, or is out of memory. Told
     * once. Whoever owns the process should end it; closing the classifier leaves the operator's memory and threads.
     */
    default void operatorLost(String reason) {}
}
