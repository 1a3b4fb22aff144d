package dev.avitstreams.ops.fuzz;

import dev.avitstreams.ops.process.AvitProcesses;
import dev.avitstreams.ops.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The worker as seen from outside. One thread at a time. */
final class FuzzProcess implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 512;
    /** The JVM itself, native libraries, and what the allocator keeps for next time. */
    private static final long BASE_BYTES = 500L << 20;

    /** Processor time of a whole process, with its compiler and collector, and read twice where it was slow. */
    private static final int PATIENCE = 4;

    private static final Duration LONGEST_STILLSTAND = Duration.ofMinutes(2);

    private final ChildProcess child;
    private final FuzzLimits limits;
    private final FuzzJournal journal;
    private long index = -1;
    private Duration processorTimeBefore = Duration.ZERO;
    private long since = System.nanoTime();

    private FuzzProcess(ChildProcess child, FuzzLimits limits, FuzzJournal journal) {
        this.child = child;
        this.limits = limits;
        this.journal = journal;
    }

    /** @param command that runs a {@link FuzzWorker} on this plan */
    static FuzzProcess start(FuzzPlan plan, List<String> command, FuzzJournal journal) {
        return new FuzzProcess(
                ChildProcess.start(command, plan.log()), plan.subject().limits(), journal);
    }

    /** Runs this very program again: its heap resident from the start, so that what grows is not heap. */
    static List<String> command(FuzzPlan plan) {
        List<String> flags = List.of(
                "-Xms" + HEAP_MEBIBYTES + "m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + plan.folder().resolve("crash-%p.log"));
        List<String> arguments = List.of(
                "fuzz",
                plan.subject().label(),
                "--seed",
                String.valueOf(plan.seed()),
                "--from",
                String.valueOf(plan.from()),
                "--count",
                String.valueOf(plan.count()),
                "--worker",
                plan.folder().toString());
        return AvitProcesses.command(HEAP_MEBIBYTES, flags, arguments);
    }

    /** Empty while it works. */
    OptionalInt exitCode() {
        return child.exitCode();
    }

    /** Why it had to be killed, which is done upon return; empty while all is well. */
    Optional<FuzzFind.Kind> killIfNeeded() {
        Duration processorTime = child.cpuTime();
        if (journal.index() != index) {
            index = journal.index();
            processorTimeBefore = processorTime;
            since = System.nanoTime();
        }
        boolean works = processorTime.minus(processorTimeBefore).toMillis() > PATIENCE * limits.processorMillis();
        if (index >= 0 && works || System.nanoTime() - since > LONGEST_STILLSTAND.toNanos()) {
            child.kill();
            return Optional.of(FuzzFind.Kind.HANG);
        }
        if (residentBytes() > ((long) HEAP_MEBIBYTES << 20) + BASE_BYTES + 2 * limits.nativeBytes()) {
            child.kill();
            return Optional.of(FuzzFind.Kind.OUT_OF_BOUNDS);
        }
        return Optional.empty();
    }

    /** 0 where the system does not tell, or it has just ended. */
    private long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + child.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    @Override
    public void close() {
        child.close();
    }
}
