package dev.avitstreams.ops.process;

import dev.avitstreams.ops.console.JvmFlags;
import java.nio.file.Path;
import java.util.List;

/** Starts further JVMs of this very program: same Java, same class path, same flags but for the heap. */
public final class AvitProcesses {
    /** For processes that live briefly or do little: up sooner, and fewer threads beside those that work. */
    public static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final String MAIN_CLASS = "dev.avitstreams.ops.Avit";

    private AvitProcesses() {}

    /** The whole heap resident from the start, so that what a process grows by is not heap. */
    public static List<String> residentHeap(int mebibytes) {
        return List.of("-Xms" + mebibytes + "m", "-XX:+AlwaysPreTouch");
    }

    /**
     * Runs {@code avit arguments…} in a JVM of its own.
     *
     * @param heapMebibytes most heap it may take
     * @param log gets what it prints
     */
    public static ChildProcess start(int heapMebibytes, Path log, List<String> arguments) {
        return start(heapMebibytes, List.of(), log, arguments);
    }

    /** @param flags further ones of the JVM */
    static ChildProcess start(int heapMebibytes, List<String> flags, Path log, List<String> arguments) {
        return ChildProcess.start(command(heapMebibytes, flags, arguments), log);
    }

    /**
     * What {@link #start} runs.
     *
     * @param flags further ones of the JVM
     */
    public static List<String> command(int heapMebibytes, List<String> flags, List<String> arguments) {
        List<String> command = JvmFlags.java(heapMebibytes);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
        command.addAll(arguments);
        return command;
    }
}
