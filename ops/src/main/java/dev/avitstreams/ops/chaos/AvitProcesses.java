package dev.avitstreams.ops.chaos;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts further JVMs of this very program: same Java, same class path, same flags but for the heap. */
final class AvitProcesses {
    private static final String MAIN_CLASS = "dev.avitstreams.ops.Avit";

    /** Flags that the program needs; the heap, agents and debuggers are this JVM's own affair. */
    private static final List<String> INHERITED = List.of(
            "-Davit.",
            "-Dfile.encoding",
            "-Djava.awt.headless",
            "-Dorg.bytedeco.",
            "--enable-native-access",
            "--sun-misc-unsafe-memory-access",
            "--add-exports",
            "--add-opens");

    private AvitProcesses() {}

    /**
     * Runs {@code avit arguments…} in a JVM of its own.
     *
     * @param heapMebibytes most heap it may take
     * @param log gets what it prints
     */
    static ChildProcess start(int heapMebibytes, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> INHERITED.stream().anyMatch(flag::startsWith))
                .forEach(command::add);
        command.add("-Xmx" + heapMebibytes + "m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN_CLASS);
        command.addAll(arguments);
        return ChildProcess.start(command, log);
    }
}
