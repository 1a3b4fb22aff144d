package dev.avitstreams.ops.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A worker whose target does at certain inputs what no target should. Runs in a process of its own. */
final class TroubleMaker implements FuzzTarget {
    static final long DIES = 120;
    static final long HANGS = 140;
    static final long THROWS = 160;
    static final long OVERFLOWS = 170;
    static final long ALLOCATES = 180;
    static final long INPUTS = 200;

    private final Map<Long, Long> indexes = new HashMap<>();
    private long index;

    private TroubleMaker(FuzzPlan plan) {
        for (long i = plan.from(); i < plan.end(); i++) {
            indexes.put(plan.random(i).nextLong(), i);
        }
    }

    static List<String> command(FuzzPlan plan) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                TroubleMaker.class.getName(),
                plan.folder().toString(),
                String.valueOf(plan.from()),
                String.valueOf(plan.count()));
    }

    /** @param arguments folder, from, count */
    public static void main(String[] arguments) throws IOException {
        FuzzPlan plan = new FuzzPlan(
                FuzzSubject.RECORDS,
                1,
                Long.parseLong(arguments[1]),
                Long.parseLong(arguments[2]),
                Path.of(arguments[0]));
        new FuzzWorker(plan).run(new TroubleMaker(plan));
    }

    @Override
    public byte[] input(SplittableRandom random) {
        index = indexes.getOrDefault(random.nextLong(), 0L);
        return new byte[0];
    }

    @Override
    public String read(byte[] input) throws IOException {
        if (index == DIES) {
            Runtime.getRuntime().halt(134);
        } else if (index == HANGS) {
            spin();
        } else if (index == THROWS) {
            throw new IOException("nobody catches this");
        } else if (index == OVERFLOWS) {
            return overflow(0) > 0 ? "deep" : "deeper";
        } else if (index == ALLOCATES) {
            List<byte[]> blocks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                blocks.add(new byte[1 << 20]);
                blocks.clear();
            }
        }
        return "fine";
    }

    @SuppressWarnings("InfiniteRecursion") // which is what it is for
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    @SuppressWarnings("WhileLoopSpinsOnField") // no one ends it
    private static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }
}
