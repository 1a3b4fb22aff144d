package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Logging;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.NativeHeap;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.AvitService;
import dev.avitstreams.topology.service.OperatorLostException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The service as the one thing that a process does. */
final class ServiceRun {
    /** Freed memory that the C library keeps, scattered over the heaps of many threads, adds up with each rebalance. */
    private static final Duration TRIM_EVERY = Duration.ofMinutes(1);

    /** Above what an orderly end takes at worst: the stream's twenty seconds, and as many for its supervisor. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(60);

    private ServiceRun() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param around put around the operator's backend
     * @throws CompletionException if the service ended by itself
     */
    static void untilStopped(AvitConfig config, UnaryOperator<Backend> around, PrintWriter err) {
        Logging.raise(Logging.Audience.SERVICE);
        try (StopSignal stop = StopSignal.ofProcess();
                AvitService service = AvitService.start(config, around)) {
            err.println("serving " + service.endpoints().resolve("/readyz") + ", /livez, /metrics, /config");
            service.ended().whenComplete((closed, failure) -> {
                if (failure instanceof OperatorLostException) {
                    haltInTheEnd();
                }
                stop.request();
            });
            while (!stop.await(TRIM_EVERY)) {
                NativeHeap.trim();
            }
            err.println("stopping …");
            service.ended().getNow(null); // throws where it ended by itself
        }
    }

    /** A call that hangs may hold a lock that an orderly end needs. The process ends, with the same code, all the same. */
    private static void haltInTheEnd() {
        Thread thread = new Thread(
                () -> {
                    waitFor(LAST_RESORT);
                    Runtime.getRuntime().halt(ExitStatus.OPERATOR_LOST.code());
                },
                "avit-last-resort");
        thread.setDaemon(true);
        thread.start();
    }

    /** Neither an interrupt nor a wake-up for no reason ends it. */
    static void waitFor(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            boolean ignored = Thread.interrupted();
        }
    }
}
