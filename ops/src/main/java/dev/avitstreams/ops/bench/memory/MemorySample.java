package dev.avitstreams.ops.bench.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process holds.
 *
 * @param frames done so far
 * @param residentMebibytes of the whole process
 * @param nativeMebibytes of that, what is neither heap nor the JVM's own code and classes
 * @param liveHandles native objects that have an owner on the Java side
 */
public record MemorySample(int frames, double residentMebibytes, double nativeMebibytes, long liveHandles) {
    private static final double MEBI = 1 << 20;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    /** After a collection, so that handles nobody holds any more are gone. */
    static MemorySample now(int frames) throws IOException {
        System.gc();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        double managed = (memory.getHeapMemoryUsage().getCommitted()
                        + memory.getNonHeapMemoryUsage().getCommitted())
                / MEBI;
        double resident = resident();
        return new MemorySample(frames, resident, resident - managed, Pointer.totalCount());
    }

    private static double resident() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(RESIDENT)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException(STATUS + " does not tell " + RESIDENT);
    }
}
