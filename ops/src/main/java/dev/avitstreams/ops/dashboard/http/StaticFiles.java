package dev.avitstreams.ops.dashboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's own files, out of the program's jar. Thread-safe. */
final class StaticFiles {
    /** Flat names only: no path leads out of the folder. */
    private static final Pattern ASSET = Pattern.compile("/assets/([a-z][a-z0-9-]*\\.(css|js|svg))");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Optional<Answer>> files = new ConcurrentHashMap<>();

    Optional<Answer> at(String path) {
        if (path.equals("/")) {
            return file("index.html", "text/html; charset=utf-8");
        }
        Matcher asset = ASSET.matcher(path);
        return asset.matches()
                ? file(asset.group(1), TYPES.getOrDefault(asset.group(2), "application/octet-stream"))
                : Optional.empty();
    }

    private Optional<Answer> file(String name, String type) {
        Optional<Answer> known = files.get(name);
        if (known != null) {
            return known;
        }
        Optional<Answer> read = read(name, type);
        read.ifPresent(answer -> files.put(name, read)); // a name that is not there is not remembered
        return read;
    }

    private static Optional<Answer> read(String name, String type) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream("/dashboard/" + name)) {
            return stream == null ? Optional.empty() : Optional.of(new Answer(200, type, stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
