package dev.avitstreams.ops.chaos;

import java.time.Duration;

/** Something done to one instance. */
public sealed interface Fault {
    /** The instance, counted from 0. */
    int victim();

    /** A sentence fit for a log. */
    String describe();

    /**
     * {@code SIGKILL}, and a new process with the same state directory.
     *
     * @param downtime between the two
     */
    record Kill(int victim, Duration downtime) implements Fault {
        @Override
        public String describe() {
            return "SIGKILL to instance " + victim + ", started again after " + downtime.toMillis() + " ms";
        }
    }

    /**
     * {@code SIGSTOP}, and {@code SIGCONT} when the others have long taken over.
     *
     * @param pause longer than the session timeout
     */
    record Stop(int victim, Duration pause) implements Fault {
        @Override
        public String describe() {
            return "SIGSTOP to instance " + victim + ", SIGCONT after " + pause.toMillis() + " ms";
        }
    }

    /** {@code SIGTERM}, and a new process once it has ended: what a rolling update does. */
    record Restart(int victim) implements Fault {
        @Override
        public String describe() {
            return "SIGTERM to instance " + victim + ", started again once it has ended";
        }
    }
}
