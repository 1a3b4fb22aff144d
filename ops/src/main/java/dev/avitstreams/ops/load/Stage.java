package dev.avitstreams.ops.load;

/** A part of a frame's way. In the order of the way; the last two are sums. */
public enum Stage {
    /** Due at the camera to in the frames topic: what the producer and the broker take. */
    APPEND("camera to topic"),
    /** Reading the record, decoding and preparing the image. */
    DECODE("decode"),
    /** Ready for the operator, until the frame's batch begins. */
    QUEUE("wait for a batch"),
    /** The batch the frame was in. */
    OPERATOR("operator"),
    /** Everything between the two topics that is none of the above: fetch, turn in the camera's order, commit. */
    KAFKA("fetch, order, commit"),
    /** In the frames topic to visible for a reader of committed records. */
    PUBLISH("topic to label"),
    /** Due at the camera to visible. */
    ALL("camera to label");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
