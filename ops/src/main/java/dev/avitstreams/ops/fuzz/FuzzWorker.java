package dev.avitstreams.ops.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Tries inputs one after the other, in the process that may die of it. */
public final class FuzzWorker {
    /** Inputs between two collections: what is freed by them (mapped files, say) is not an input's fault. */
    private static final int COLLECT_EVERY = 4096;

    private final FuzzPlan plan;
    private final FuzzLimits limits;
    private final FuzzJournal journal;
    private final CostMeter meter = new CostMeter();

    public FuzzWorker(FuzzPlan plan) {
        this.plan = plan;
        this.limits = plan.subject().limits();
        this.journal = FuzzJournal.open(plan.journal());
    }

    public void run() throws IOException {
        run(plan.subject().open());
    }

    /** @param opened closed at the end */
    void run(FuzzTarget opened) throws IOException {
        try (FuzzTarget target = opened) {
            for (long index = plan.from(); index < plan.end(); index++) {
                journal.at(index);
                tryOne(target, index, target.input(plan.random(index)));
                if (index % COLLECT_EVERY == COLLECT_EVERY - 1) {
                    System.gc();
                }
            }
        }
        journal.at(plan.end());
    }

    private void tryOne(FuzzTarget target, long index, byte[] input) throws IOException {
        String outcome;
        try {
            meter.start();
            outcome = target.read(input);
            FuzzCost cost = meter.stop();
            if (cost.exceeds(limits)) {
                cost = cost.lesser(again(target, input)); // once may be the fault of the machine, or of classes to load
            }
            journal.took(index, cost);
            if (cost.processorNanos() > limits.processorNanos()) {
                report(index, FuzzFind.Kind.SLOW, outcome + " after " + cost.processorNanos() / 1_000_000 + " ms");
            } else if (cost.exceeds(limits)) {
                report(
                        index,
                        FuzzFind.Kind.LARGE,
                        outcome + " with " + (cost.heapBytes() >> 20) + " MiB allocated and "
                                + (cost.nativeBytes() >> 20) + " MiB grown");
            }
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            outcome = "unexpected";
            report(index, FuzzFind.Kind.UNEXPECTED, described(e));
        }
        journal.done(outcome);
    }

    private FuzzCost again(FuzzTarget target, byte[] input) throws Exception {
        System.gc();
        meter.start();
        String unused = target.read(input);
        return meter.stop();
    }

    private static String described(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private void report(long index, FuzzFind.Kind kind, String what) throws IOException {
        String line = index + "\t" + kind + "\t" + what.replaceAll("\\s+", " ") + "\n";
        Files.write(
                plan.reports(),
                line.getBytes(StandardCharsets.UTF_8), // which replaces what is no text, and never fails
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
