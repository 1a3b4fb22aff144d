package dev.avitstreams.ops.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where contenders find their classes: ours in this program, foreign ones in a jar that is built for the benchmark alone. */
record BenchClassPath(Path foreign) {
    static final String FOREIGN_MAIN = "dev.avitstreams.bench.ForeignContender";
    private static final Path FOREIGN_JAR = Path.of("ops", "bench", "target", "avit-bench.jar");

    static BenchClassPath ofThisProgram() {
        return new BenchClassPath(Path.of(System.getProperty("avit.home", "")).resolve(FOREIGN_JAR));
    }

    /** False in a copy that was built without {@code -Pbench}. */
    boolean hasForeign() {
        return Files.isRegularFile(foreign);
    }

    String of(Peer peer) {
        return peer.isForeign() ? foreign.toString() : System.getProperty("java.class.path");
    }
}
