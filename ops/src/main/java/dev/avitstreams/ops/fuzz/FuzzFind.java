package dev.avitstreams.ops.fuzz;

/**
 * An input that broke a promise.
 *
 * @param index that makes it again, with the run's seed
 * @param what happened, in one line
 * @param file where the input is kept
 */
public record FuzzFind(long index, Kind kind, String what, String file) {

    /** The promise that was broken. */
    public enum Kind {
        /** The process died. */
        CRASH,
        /** It was killed, having worked at the input for far longer than it may. */
        HANG,
        /** It was killed, having outgrown all it may take. */
        OUT_OF_BOUNDS,
        /** The input took more time than it may. */
        SLOW,
        /** The input took more memory than it may. */
        LARGE,
        /** Reading failed in a way that no caller expects. */
        UNEXPECTED
    }
}
