package dev.avitstreams.ops.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures what the calling thread takes. The heap has to be resident from the start ({@code AlwaysPreTouch}), so that what
 * grows is not heap. Resident memory is that of Linux; elsewhere it is not told.
 */
final class CostMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    /** Resets the high-water mark of resident memory. */
    private static final byte[] FORGET_PEAK = "5".getBytes(StandardCharsets.US_ASCII);

    private final boolean residentIsTold = Files.isWritable(CLEAR) && Files.isReadable(STATUS);

    private long processorNanos;
    private long heapBytes;
    private long residentBytes;

    /** From here on. */
    void start() throws IOException {
        if (residentIsTold) {
            Files.write(CLEAR, FORGET_PEAK);
            residentBytes = status("VmRSS:");
        }
        heapBytes = THREADS.getCurrentThreadAllocatedBytes();
        processorNanos = THREADS.getCurrentThreadCpuTime();
    }

    /** Since the start. */
    FuzzCost stop() throws IOException {
        long nanos = THREADS.getCurrentThreadCpuTime() - processorNanos;
        long heap = THREADS.getCurrentThreadAllocatedBytes() - heapBytes;
        long grown = residentIsTold ? status("VmHWM:") - residentBytes : 0;
        return new FuzzCost(nanos, heap, Math.max(0, grown));
    }

    private static long status(String field) throws IOException {
        String status = Files.readString(STATUS);
        int at = status.indexOf(field) + field.length();
        return Long.parseLong(status.substring(at, status.indexOf("kB", at)).strip()) * 1024;
    }
}
