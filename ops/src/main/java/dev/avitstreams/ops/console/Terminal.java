package dev.avitstreams.ops.console;

/** Which of the program's streams a person watches; the launcher knows, Java cannot tell. */
public final class Terminal {
    private static final String STREAMS = System.getProperty("avit.terminal", "");

    private Terminal() {}

    /** True where standard output can be coloured. */
    public static boolean colours() {
        return STREAMS.contains("out") && System.getenv("NO_COLOR") == null;
    }

    /** True where a line on standard error can be rewritten. */
    static boolean showsErrors() {
        return STREAMS.contains("err");
    }
}
