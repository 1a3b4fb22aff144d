package dev.avitstreams.ops.console;

/** How a command ended, for the shell; the numbers are a contract (docs/cli.md). */
public enum ExitStatus {
    OK(0),
    /** The command did its work and the answer is no: a gate or a comparison failed. */
    GATE_FAILED(1),
    /** The command line itself is wrong. */
    USAGE(2),
    /** The work ended before all expected data was there. */
    INCOMPLETE_DATA(3),
    /** Something the command needs is missing or broke. */
    RUNTIME(4),
    /** The operator hangs or is beyond repair; a new process will do. */
    OPERATOR_LOST(5);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** What another process of this program ended with; {@code RUNTIME} where that is none of ours, as after a signal. */
    public static ExitStatus of(int code) {
        return code >= 0 && code < values().length ? values()[code] : RUNTIME;
    }

    public int code() {
        return code;
    }
}
