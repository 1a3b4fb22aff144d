package dev.avitstreams.ops.security;

import dev.avitstreams.topology.service.AvitService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a running service tells. */
final class Pages {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Pages() {}

    static String get(AvitService service, String path) throws IOException, InterruptedException {
        URI address = service.endpoints().resolve(path);
        return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Frames of one camera with this outcome. */
    static long count(String metrics, String camera, String outcome) {
        return metrics.lines()
                .filter(line -> line.startsWith("avit_frames_total{camera=\"" + camera + "\"")
                        && line.contains("\"" + outcome + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
