package dev.avitstreams.ops.console;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start a further JVM for this very program. */
public final class JvmFlags {
    /** Flags that the program needs, and the compilers it runs with; the heap, agents and debuggers are this JVM's own affair. */
    private static final List<String> INHERITED = List.of(
            "-Davit.",
            "-Dfile.encoding",
            "-Djava.awt.headless",
            "-Djava.io.tmpdir",
            "-Dorg.bytedeco.",
            "--enable-native-access",
            "--sun-misc-unsafe-memory-access",
            "-XX:TieredStopAtLevel",
            "--add-exports",
            "--add-opens");

    private JvmFlags() {}

    /**
     * The same Java with the same flags but for the heap; class path and main class are to follow.
     *
     * @param heapMebibytes most heap it may take
     */
    public static List<String> java(int heapMebibytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> INHERITED.stream().anyMatch(flag::startsWith))
                .forEach(command::add);
        command.add("-Xmx" + heapMebibytes + "m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        return command;
    }
}
