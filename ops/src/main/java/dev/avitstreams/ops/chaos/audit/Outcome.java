package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.ops.inspect.Position;

/** One record that says what became of a frame. */
public sealed interface Outcome {
    /** Position of the frame in the frames topic, as the record tells it. */
    Position origin();

    /** Position of this record in its own topic. */
    Position at();

    /**
     * A record of the labels topic.
     *
     * @param appendedAtMillis when the broker took it
     */
    record Labelled(Position origin, Position at, String frameId, String cameraId, long sequence, long appendedAtMillis)
            implements Outcome {
        @Override
        public String toString() {
            return "label " + at + " of frame " + origin;
        }
    }

    /**
     * A record of the dead letters topic.
     *
     * @param valueCrc CRC-32C of its value
     */
    record DeadLettered(Position origin, Position at, String category, long valueCrc) implements Outcome {
        @Override
        public String toString() {
            return "dead letter " + at + " of frame " + origin + " (" + category + ")";
        }
    }
}
