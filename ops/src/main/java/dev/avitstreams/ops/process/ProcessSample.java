package dev.avitstreams.ops.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an instance holds, as its own metrics and Linux tell.
 *
 * @param heapMebibytes of objects, garbage included
 * @param residentMebibytes of the whole process
 * @param codeMebibytes of the JVM's code and classes
 * @param nativeMebibytes of the resident, what is neither heap nor the JVM's code and classes
 * @param handles files and sockets
 */
public record ProcessSample(
        double heapMebibytes,
        double codeMebibytes,
        double residentMebibytes,
        double nativeMebibytes,
        int threads,
        int handles) {
    private static final double MEBI = 1 << 20;
    private static final double KIBI = 1024;
    private static final String USED = "jvm_memory_used_bytes";
    private static final String COMMITTED = "jvm_memory_committed_bytes";

    /** Empty while the instance is away or does not answer. */
    public static Optional<ProcessSample> of(ServiceProcess instance) {
        return instance.metrics().flatMap(metrics -> of(instance.pid(), metrics));
    }

    private static Optional<ProcessSample> of(long pid, String metrics) {
        try {
            Path folder = Path.of("/proc", Long.toString(pid));
            String status = Files.readString(folder.resolve("status"));
            double resident = number(status, "VmRSS:") / KIBI;
            return Optional.of(new ProcessSample(
                    MetricsText.sum(metrics, USED, "area=\"heap\"") / MEBI,
                    MetricsText.sum(metrics, COMMITTED, "area=\"nonheap\"") / MEBI,
                    resident,
                    resident - MetricsText.sum(metrics, COMMITTED, "") / MEBI,
                    (int) number(status, "Threads:"),
                    count(folder.resolve("fd"))));
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private static double number(String status, String name) throws IOException {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow(() -> new IOException("Linux does not tell " + name));
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        }
    }
}
