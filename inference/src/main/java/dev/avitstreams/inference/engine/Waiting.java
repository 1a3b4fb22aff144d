package dev.avitstreams.inference.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits for a pool that was shut down to finish its work; an interrupt is kept for later. */
final class Waiting {
    private Waiting() {}

    static void forAll(ExecutorService pool) {
        boolean interrupted = false;
        boolean finished = false;
        while (!finished) {
            try {
                finished = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
