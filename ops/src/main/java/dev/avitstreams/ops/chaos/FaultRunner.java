package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Does the faults one after the other, spread evenly over the frames: fault i of n once i / (n + 1) of them are
 * accounted for. Going by frames and not by the clock, every fault strikes while there is work, however fast the
 * machine. Runs on a thread of its own.
 */
final class FaultRunner implements Runnable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Fault> faults;
    private final List<ServiceProcess> instances;
    private final int frames;
    private final IntSupplier accounted;
    private final StopSignal stop;
    private final Consumer<String> narrator;
    private final AtomicInteger done = new AtomicInteger();

    FaultRunner(
            FaultPlan plan,
            List<ServiceProcess> instances,
            int frames,
            IntSupplier accounted,
            StopSignal stop,
            Consumer<String> narrator) {
        this.faults = plan.faults();
        this.instances = instances;
        this.frames = frames;
        this.accounted = accounted;
        this.stop = stop;
        this.narrator = narrator;
    }

    /** Faults whose victim runs again. */
    int done() {
        return done.get();
    }

    boolean isFinished() {
        return done.get() == faults.size();
    }

    /** How many frames may be produced by now: the work never ends before the next fault has struck. */
    int admitted() {
        return (int) Math.min(frames, (done.get() + 2L) * frames / (faults.size() + 1L) + 1);
    }

    @Override
    public void run() {
        for (int i = 0; i < faults.size(); i++) {
            long due = (i + 1L) * frames / (faults.size() + 1L);
            while (accounted.getAsInt() < due) {
                if (stop.await(POLL)) {
                    return;
                }
            }
            Fault fault = faults.get(i);
            narrator.accept("fault " + (i + 1) + " of " + faults.size() + ": " + fault.describe());
            apply(fault, instances.get(fault.victim()));
            done.incrementAndGet();
        }
    }

    private void apply(Fault fault, ServiceProcess victim) {
        if (fault instanceof Fault.Kill kill) {
            victim.kill();
            stop.await(kill.downtime());
            victim.start();
        } else if (fault instanceof Fault.Stop pause) {
            victim.stop();
            stop.await(pause.pause());
            victim.resume();
        } else if (fault instanceof Fault.Restart) {
            victim.terminate();
            victim.start();
        }
    }
}
