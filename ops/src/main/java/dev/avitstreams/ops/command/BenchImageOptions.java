package dev.avitstreams.ops.command;

import dev.avitstreams.ops.bench.BenchImages;
import dev.avitstreams.ops.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a measurement looks at. */
final class BenchImageOptions {
    @Option(
            names = "--images",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Tars or folders of images. Default: what the demo's cameras see.")
    private List<Path> paths = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Images, shown in turn. Default: ${DEFAULT-VALUE}.")
    private int count = 48;

    /** JPEG, PNG or WebP files; fewer than asked for where there are fewer. */
    List<byte[]> encoded() throws IOException {
        return BenchImages.encoded(paths(), count());
    }

    List<Path> paths() {
        return paths;
    }

    int count() {
        if (count < 1) {
            throw CommandFailure.usage("--count is " + count + ", must be 1 or more.");
        }
        return count;
    }
}
