package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.CpuThreads;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.bench.ContenderProcess.Round;
import dev.avitstreams.ops.bench.OperatorReport.Contender;
import dev.avitstreams.ops.bench.OperatorReport.Spread;
import dev.avitstreams.ops.bench.OperatorReport.Workload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Lets contenders compute the same images in turn. */
public final class OperatorBench {
    private static final long SEED = 4; // schedules are the same in every run

    private final OperatorPlan plan;
    private final Architecture architecture;
    private final BenchClassPath classPath = BenchClassPath.ofThisProgram();
    private final Consumer<String> progress;

    /** Images with depths: learned where {@code depths} was recorded from the model, given otherwise. */
    private record Task(String name, OperatingPoint point, List<byte[]> depths, boolean learned) {}

    /** @param progress told what is going on */
    public OperatorBench(OperatorPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.architecture = plan.model().manifest().architecture();
        this.progress = progress;
    }

    /** Whether the contenders that are not ours have been built. */
    public static boolean hasForeign() {
        return BenchClassPath.ofThisProgram().hasForeign();
    }

    public OperatorReport run() throws IOException {
        FloatFile.write(pixelFile(), plan.pixels());
        if (plan.foreign()) {
            exportForDjl();
        }
        List<Workload> workloads = new ArrayList<>();
        for (Task task : tasks()) {
            for (int workers : plan.workers()) {
                workloads.add(run(task, workers));
            }
        }
        ModelManifest manifest = plan.model().manifest();
        return new OperatorReport(
                manifest.name() + " " + manifest.version(),
                Processor.name(),
                plan.pixels().size(),
                plan.rounds(),
                workloads);
    }

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        CpuThreads.useOne();
        try (AVit model = AVit.load(plan.model())) {
            for (OperatingPoint point : plan.points()) {
                tasks.add(new Task(point.name(), point, learned(model, point), true));
            }
        }
        OperatingPoint any = plan.model().defaultOperatingPoint();
        for (OperatorPlan.Schedule schedule : plan.schedules()) {
            List<byte[]> depths =
                    DepthSchedules.around(architecture, plan.pixels().size(), schedule.mean(), schedule.spread(), SEED);
            String name =
                    String.format(Locale.ROOT, "%.3f of dense ± %.0f %%", schedule.mean(), 100 * schedule.spread());
            tasks.add(new Task(name, any, depths, false));
        }
        return tasks;
    }

    /** Depths the model itself gives the images, for contenders that are told them. */
    private List<byte[]> learned(AVit model, OperatingPoint point) {
        HaltingRule rule = HaltingRule.of(point, Completeness.COMPLETE);
        int side = architecture.imageSide();
        List<byte[]> depths = new ArrayList<>();
        for (float[] image : plan.pixels()) {
            try (PointerScope scope = new PointerScope()) {
                HaltingResult result = model.halting(torch.from_blob(new FloatPointer(image), 1, 3, side, side), rule)
                        .get(0);
                depths.add(result.depths());
            }
        }
        return depths;
    }

    /** A contender at work. */
    private record Seat(Peer peer, ContenderProcess process, String description, List<Round> rounds) {}

    private Workload run(Task task, int workers) throws IOException {
        List<Seat> seats = new ArrayList<>();
        try {
            for (Peer peer : Peer.values()) {
                if (!peer.isForThisCpu()) {
                    progress.accept(
                            label(task, workers) + ": without " + peer.title() + ", which this CPU cannot compute");
                } else if (takesPart(peer, task)) {
                    progress.accept(label(task, workers) + ": warming up " + peer.title());
                    ContenderProcess process = start(peer, task, workers);
                    try {
                        seats.add(new Seat(peer, process, process.awaitReady(), new ArrayList<>()));
                    } catch (IOException | RuntimeException e) {
                        process.close();
                        throw e;
                    }
                }
            }
            List<Seat> order = new ArrayList<>(seats);
            for (int round = 1; round <= plan.rounds(); round++) {
                progress.accept(label(task, workers) + ": round " + round + " of " + plan.rounds());
                for (Seat seat : order) {
                    seat.rounds().add(seat.process().round());
                }
                order.add(order.remove(0)); // nobody always follows the same one
            }
        } finally {
            seats.forEach(seat -> seat.process().close());
        }
        return workload(task, workers, seats);
    }

    private static String label(Task task, int workers) {
        return task.name() + ", " + workers + (workers == 1 ? " worker" : " workers");
    }

    private boolean takesPart(Peer peer, Task task) {
        boolean classTokenStays = task.depths().stream().allMatch(depths -> depths[0] == architecture.blocks());
        return (plan.foreign() || !peer.isForeign()) && (peer != Peer.ONNX_RAGGED || classTokenStays);
    }

    private ContenderProcess start(Peer peer, Task task, int workers) throws IOException {
        Path schedule = plan.directory().resolve("schedule.bin");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        task.depths().forEach(bytes::writeBytes);
        Files.write(schedule, bytes.toByteArray());
        boolean given = !task.learned() || peer.isForeign();
        Path file = plan.directory().resolve(peer.name().toLowerCase(Locale.ROOT) + ".properties");
        job(
                        workers,
                        given ? Optional.of(schedule) : Optional.empty(),
                        task.point().name(),
                        logitsOf(peer))
                .write(file);
        List<String> program = new ArrayList<>(peer.program(classPath));
        program.add(file.toString());
        return ContenderProcess.start(peer.title(), program, log(peer.name()));
    }

    private BenchJob job(int workers, Optional<Path> schedule, String point, Path logits) {
        return new BenchJob(
                plan.model().path().toAbsolutePath(),
                pixelFile(),
                plan.pixels().size(),
                schedule,
                point,
                workers,
                plan.directory(),
                logits);
    }

    /** In a process of its own, as two versions of libtorch cannot share one. */
    private void exportForDjl() throws IOException {
        Path file = plan.directory().resolve("export.properties");
        job(
                        1,
                        Optional.empty(),
                        plan.model().defaultOperatingPoint().name(),
                        plan.directory().resolve("export"))
                .write(file);
        List<String> program = List.of(
                "-cp",
                classPath.foreign().toString(),
                BenchClassPath.FOREIGN_MAIN,
                "export-torchscript",
                file.toString());
        try (ContenderProcess export = ContenderProcess.start("export to TorchScript", program, log("export"))) {
            export.awaitReady();
        }
    }

    private Workload workload(Task task, int workers, List<Seat> seats) throws IOException {
        double dense = Macs.dense(architecture) / 1e9;
        double halting = task.depths().stream()
                        .mapToLong(depths -> Macs.ofDepths(architecture, depths))
                        .average()
                        .orElse(0)
                / 1e9;
        List<Round> ours = seats.get(0).rounds(); // of Peer.AVIT, the first of all
        List<Contender> contenders = new ArrayList<>();
        for (Seat seat : seats) {
            contenders.add(contender(task, seat, ours, halting, dense));
        }
        return new Workload(task.name(), workers, halting, halting / dense, contenders);
    }

    private Contender contender(Task task, Seat seat, List<Round> ours, double halting, double dense)
            throws IOException {
        Peer peer = seat.peer();
        Peer kin = peer.halts() ? Peer.AVIT : Peer.AVIT_DENSE;
        boolean comparable = !(task.learned() && peer == Peer.ONNX_RAGGED); // it weighs no layers of the class token
        Likeness likeness = comparable ? likeness(logitsOf(peer), logitsOf(kin)) : Likeness.UNKNOWN;
        int rounds = ours.size();
        double[] imagesPerSecond = new double[rounds];
        double[] millis = new double[rounds];
        double[] factors = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Round own = ours.get(round);
            Round other = seat.rounds().get(round);
            imagesPerSecond[round] = 1e9 * plan.pixels().size() / other.wallNanos();
            millis[round] = other.imageNanos() / 1e6;
            factors[round] = (double) other.wallNanos() / own.wallNanos();
        }
        OptionalDouble ofIdeal = peer == Peer.AVIT_DENSE
                ? OptionalDouble.of(Spread.of(factors).median() * halting / dense)
                : OptionalDouble.empty();
        return new Contender(
                peer.title(),
                seat.description(),
                peer.engine(),
                peer.halts() ? "ragged" : "dense",
                peer.precision(),
                peer.halts() ? halting : dense,
                Spread.of(imagesPerSecond),
                Spread.of(millis),
                Spread.of(factors),
                ofIdeal,
                likeness.difference(),
                likeness.sameClass());
    }

    /** How alike two contenders' answers are. */
    private record Likeness(OptionalDouble difference, OptionalDouble sameClass) {
        static final Likeness UNKNOWN = new Likeness(OptionalDouble.empty(), OptionalDouble.empty());
    }

    private Likeness likeness(Path one, Path other) throws IOException {
        float[] first = FloatFile.read(one);
        float[] second = FloatFile.read(other);
        int classes = architecture.classes();
        double difference = 0;
        int same = 0;
        for (int image = 0; image < plan.pixels().size(); image++) {
            int start = image * classes;
            for (int index = start; index < start + classes; index++) {
                difference = Math.max(difference, Math.abs((double) first[index] - second[index])); // NaN wins
            }
            same += best(first, start, classes) == best(second, start, classes) ? 1 : 0;
        }
        return new Likeness(
                OptionalDouble.of(difference),
                OptionalDouble.of((double) same / plan.pixels().size()));
    }

    private static int best(float[] logits, int start, int classes) {
        int best = 0;
        for (int index = 1; index < classes; index++) {
            best = logits[start + index] > logits[start + best] ? index : best;
        }
        return best;
    }

    private Path pixelFile() {
        return plan.directory().resolve("pixels.f32");
    }

    private Path logitsOf(Peer peer) {
        return plan.directory().resolve(peer.name().toLowerCase(Locale.ROOT) + ".logits");
    }

    private Path log(String name) {
        return plan.directory().resolve(name.toLowerCase(Locale.ROOT) + ".log");
    }
}
