package dev.avitstreams.ops.bench.memory;

import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.process.AvitProcesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that is measured: its heap is of one size and resident from the start, so that what grows is not heap.
 */
public final class MemoryProcess {
    private static final int HEAP_MEBIBYTES = 800;
    private static final String MARK = "avit.bench.memory";

    private MemoryProcess() {}

    /** Whether the calling program is that process. */
    public static boolean isThis() {
        return Boolean.getBoolean(MARK);
    }

    /**
     * Runs this very program again as that process, its output on ours.
     *
     * @param arguments of the command line
     */
    public static ExitStatus run(List<String> arguments) throws IOException {
        List<String> flags = new ArrayList<>(AvitProcesses.residentHeap(HEAP_MEBIBYTES));
        flags.add("-D" + MARK + "=true");
        List<String> command = AvitProcesses.command(HEAP_MEBIBYTES, flags, arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread reaper = new Thread(process::destroy, "reap-" + process.pid());
        Runtime.getRuntime().addShutdownHook(reaper);
        try {
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(reaper);
            return ExitStatus.of(code);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while frames were classified", e);
        }
    }
}
