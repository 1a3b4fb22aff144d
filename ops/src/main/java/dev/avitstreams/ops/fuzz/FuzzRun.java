package dev.avitstreams.ops.fuzz;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.fuzz.FuzzFind.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** Has a plan worked off in processes that may die of it, and gathers what they found. One thread. */
public final class FuzzRun {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    /** So many processes may die before it is clear that something is wrong with all inputs. */
    private static final int MOST_DEATHS = 50;

    private final FuzzPlan plan;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final Function<FuzzPlan, List<String>> command;
    private final FuzzJournal journal;
    private final List<FuzzFind> finds = new ArrayList<>();
    private Optional<String> failure = Optional.empty();
    private final long began = System.nanoTime();

    /** @param progress told often how far the run is */
    public FuzzRun(FuzzPlan plan, StopSignal stop, Consumer<String> progress) throws IOException {
        this(plan, stop, progress, FuzzProcess::command);
    }

    /** @param command that runs a {@link FuzzWorker} on a plan */
    FuzzRun(FuzzPlan plan, StopSignal stop, Consumer<String> progress, Function<FuzzPlan, List<String>> command)
            throws IOException {
        this.command = command;
        this.plan = plan;
        this.stop = stop;
        this.progress = progress;
        Files.createDirectories(plan.folder());
        Files.deleteIfExists(plan.journal());
        Files.deleteIfExists(plan.reports());
        this.journal = FuzzJournal.open(plan.journal());
    }

    public FuzzReport run() throws IOException {
        long next = plan.from();
        int deaths = 0;
        while (next < plan.end() && deaths < MOST_DEATHS && failure.isEmpty() && !stop.isRequested()) {
            journal.at(-1);
            Optional<Death> death =
                    work(new FuzzPlan(plan.subject(), plan.seed(), next, plan.end() - next, plan.folder()));
            if (journal.index() < next) {
                failure = death.map(this::didNotBegin);
            } else {
                if (death.isPresent()) {
                    finds.add(find(
                            journal.index(), death.get().kind(), death.get().what()));
                    deaths++;
                }
                next = journal.index() + 1;
            }
        }
        addReports();
        finds.sort(Comparator.comparingLong(FuzzFind::index));
        return report();
    }

    /** Why the run could not go on, in one sentence; empty while it could. Its report holds what came before. */
    public Optional<String> failure() {
        return failure;
    }

    private record Death(Kind kind, String what) {}

    /** @return what the process died of; empty where it came to the end, or was stopped */
    private Optional<Death> work(FuzzPlan rest) throws IOException {
        try (FuzzProcess process = FuzzProcess.start(rest, command.apply(rest), journal)) {
            while (!stop.await(LOOK_EVERY)) {
                OptionalInt exit = process.exitCode();
                if (exit.isPresent()) {
                    return endedWith(exit.getAsInt());
                }
                Optional<Kind> killed = process.killIfNeeded();
                if (killed.isPresent()) {
                    return Optional.of(new Death(killed.get(), "killed while it was read"));
                }
                progress.accept(progressLine());
            }
            return Optional.empty();
        }
    }

    private Optional<Death> endedWith(int exit) {
        return exit == 0 && journal.index() >= 0
                ? Optional.empty()
                : Optional.of(
                        new Death(Kind.CRASH, "the process ended with exit code " + exit + "; see " + plan.log()));
    }

    private String didNotBegin(Death death) {
        return "The process that reads the inputs did not get to read one (" + death.kind() + ": " + death.what()
                + "). What it printed is in " + plan.log() + ".";
    }

    private void addReports() throws IOException {
        if (Files.exists(plan.reports())) {
            for (String line : Files.readAllLines(plan.reports())) {
                String[] fields = line.split("\t", 3);
                finds.add(find(Long.parseLong(fields[0]), Kind.valueOf(fields[1]), fields[2]));
            }
        }
    }

    private FuzzFind find(long index, Kind kind, String what) throws IOException {
        String name = plan.subject().label() + "-" + plan.seed() + "-" + index + ".bin";
        try (FuzzTarget target = plan.subject().open()) {
            Files.write(plan.folder().resolve(name), target.input(plan.random(index)));
        }
        return new FuzzFind(index, kind, what, name);
    }

    private String progressLine() {
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate = journal.done() / seconds;
        long left = plan.count() - journal.done();
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d inputs, %,.0f/s%s",
                plan.subject().label(),
                journal.done(),
                plan.count(),
                rate,
                rate > 0 ? String.format(Locale.ROOT, ", %,.0f s left", left / rate) : "");
    }

    private FuzzReport report() {
        return new FuzzReport(
                plan.subject().label(),
                plan.seed(),
                plan.from(),
                journal.done(),
                (System.nanoTime() - began) / 1e9,
                journal.outcomes(),
                journal.slowest(),
                journal.mostHeap(),
                journal.mostNative(),
                plan.subject().limits(),
                finds);
    }
}
