package dev.avitstreams.topology.rollout;

/** A model that was loaded, verified, warmed and self-tested. It either takes over or is closed. */
public interface Candidate extends AutoCloseable {

    /** Serves from now on; returns once what it replaces has finished its frames and is gone. */
    void takeOver();

    /** Gives it up; not once it has taken over. */
    @Override
    void close();
}
