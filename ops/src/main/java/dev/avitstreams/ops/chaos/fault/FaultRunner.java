package dev.avitstreams.ops.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Does the faults one after the other, spread evenly over the frames: fault i of n once i / (n + 1) of them are
 * accounted for. Going by frames and not by the clock, every fault strikes while there is work, however fast the
 * machine. Runs on a thread of its own.
 */
public final class FaultRunner implements Runnable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Fault> faults;
    private final Ground ground;
    private final int frames;
    private final IntSupplier accounted;
    private final AtomicInteger done = new AtomicInteger();
    private final List<Fault> struck = new CopyOnWriteArrayList<>();
    private final List<Fault> missed = new CopyOnWriteArrayList<>();

    public FaultRunner(FaultPlan plan, Ground ground, int frames, IntSupplier accounted) {
        this.faults = plan.faults();
        this.ground = ground;
        this.frames = frames;
        this.accounted = accounted;
    }

    /** Faults whose time has come and whose victim runs again. */
    public int done() {
        return done.get();
    }

    /** Those of them that could be done, in words. */
    public List<String> struck() {
        return struck.stream().map(Fault::describe).toList();
    }

    /** Those whose time came and that could not be done, in words. */
    public List<String> missed() {
        return missed.stream().map(Fault::describe).toList();
    }

    public boolean isFinished() {
        return done.get() == faults.size();
    }

    /** How many frames may be produced by now: the work never ends before the next fault has struck. */
    public int admitted() {
        return (int) Math.min(frames, (done.get() + 2L) * frames / (faults.size() + 1L) + 1);
    }

    @Override
    public void run() {
        for (int i = 0; i < faults.size(); i++) {
            long due = (i + 1L) * frames / (faults.size() + 1L);
            while (accounted.getAsInt() < due) {
                if (ground.stop().await(POLL)) {
                    return;
                }
            }
            if (ground.stop().isRequested()) {
                return;
            }
            Fault fault = faults.get(i);
            ground.tell("fault " + (i + 1) + " of " + faults.size() + ": " + fault.describe());
            if (fault.strike(ground)) {
                struck.add(fault);
            } else {
                missed.add(fault);
            }
            done.incrementAndGet();
        }
    }
}
