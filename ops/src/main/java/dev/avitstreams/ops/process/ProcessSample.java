package dev.avitstreams.ops.process;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final double MEBI = 1 << 20;
    private static final double KIBI = 1024;
    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";
    private static final String COMMITTED = "jvm_memory_committed_bytes{";
    private static final String CODE = "jvm_memory_committed_bytes{area=\"nonheap\"";

    /** Empty while the instance is away or does not answer. */
    public static Optional<ProcessSample> of(ServiceProcess instance) {
        try {
            Path folder = Path.of("/proc", Long.toString(instance.pid()));
            String status = Files.readString(folder.resolve("status"));
            String metrics = metrics(instance);
            double resident = number(status, "VmRSS:") / KIBI;
            return Optional.of(new ProcessSample(
                    sum(metrics, USED) / MEBI,
                    sum(metrics, CODE) / MEBI,
                    resident,
                    resident - sum(metrics, COMMITTED) / MEBI,
                    (int) number(status, "Threads:"),
                    count(folder.resolve("fd"))));
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String metrics(ServiceProcess instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(instance.http().resolve("/metrics"))
                .timeout(PATIENCE)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static double sum(String metrics, String beginning) {
        return metrics.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
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
