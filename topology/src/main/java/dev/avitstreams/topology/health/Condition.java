package dev.avitstreams.topology.health;

/** How one component is. */
public sealed interface Condition {

    /** All is well. */
    record Well() implements Condition {}

    /**
     * Not now, but it may pass or be put right without a restart.
     *
     * @param sentence what is wrong and what to do
     */
    record NotReady(String sentence) implements Condition {}

    /**
     * Beyond recovery in this process: it should be restarted.
     *
     * @param sentence what happened
     */
    record Failed(String sentence) implements Condition {}
}
