package dev.avitstreams.ops.chaos.fault;

/** Something done to a run. */
public sealed interface Fault permits InstanceFault, ClusterFault, Fencing, OperatorFault {
    FaultKind kind();

    /** A sentence fit for a log. */
    String describe();

    /**
     * Does it, and puts right what was done: whoever was killed runs again, though it may not be ready yet.
     *
     * @return whether it could be done; the reason why not has then been told
     */
    boolean strike(Ground ground);
}
