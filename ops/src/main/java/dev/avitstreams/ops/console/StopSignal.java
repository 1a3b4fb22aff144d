package dev.avitstreams.ops.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop: Ctrl-C, SIGTERM, or the work being done. While one is open, a signal is turned into this wish, and
 * the process ends only once the command has tidied up and closed it. Thread-safe.
 */
public final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch tidied = new CountDownLatch(1);

    private StopSignal() {}

    /** A signal that only the program itself raises. */
    public static StopSignal internal() {
        return new StopSignal();
    }

    /** A signal raised by the operating system too. */
    public static StopSignal ofProcess() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::requestAndWait, "avit-stop"));
        return signal;
    }

    private void requestAndWait() {
        requested.countDown();
        try {
            tidied.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until stopping is wished, at most so long; true if it is. */
    public boolean await(Duration atMost) {
        try {
            return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Everything is tidied up: the process may end. */
    @Override
    public void close() {
        requested.countDown();
        tidied.countDown();
    }
}
