package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.contest.LineUp;
import dev.avitstreams.ops.evaluation.contest.LineUp.Entry;
import dev.avitstreams.ops.evaluation.contest.Peer;
import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which models at which points are evaluated, and what they are compared with. */
final class ContenderOptions {

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder with model.json and its weights. Default: the service's with --config, else the"
                    + " bundled model.")
    private @Nullable Path model;

    @Option(
            names = "--point",
            paramLabel = "NAME",
            description = "Operating point. Default: the service's with --config, else the model's first.")
    private @Nullable String point;

    @Option(names = "--all-points", description = "The model's other operating points too.")
    private boolean allPoints;

    @Option(
            names = "--shift",
            paramLabel = "G",
            arity = "1..*",
            description =
                    "Further points: the operating point with its gate shifted by so much; above 0 halts earlier.")
    private List<Float> shifts = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "T",
            arity = "1..*",
            description = "Further points: the operating point with this threshold, above 0 to 1; less halts earlier.")
    private List<Float> thresholds = List.of();

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            arity = "1..*",
            description =
                    "Further points: the operating point with images shrunk to this side, a multiple of the model's"
                            + " patches and less than its own side; less is cheaper.")
    private List<Integer> sides = List.of();

    @Option(
            names = "--compare",
            paramLabel = "PEER",
            arity = "1..*",
            description =
                    "dense: without halting. layers, random, attention: the dense model without its first layers, "
                            + "or with patches dropped by lot or by the class token's attention.")
    private List<Peer> peers = List.of();

    @Option(
            names = "--against",
            paramLabel = "DIR[@POINT]",
            arity = "1..*",
            description = "Other models to compare with, at their first point or the one named.")
    private List<String> rivals = List.of();

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description = "Model folder whose dense pass the peers are. Default: the model itself.")
    private @Nullable Path teacher;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            description = "Where the models run. Default: auto, which takes a CUDA device if there is one.")
    private DevicePreference device = DevicePreference.AUTO;

    @Option(
            names = "--precision",
            paramLabel = "f32|bf16|int8",
            description = "What the models' weights are multiplied in; peers stay in f32. Default: what the service of"
                    + " --config multiplies in, if a CPU does; else f32.")
    private @Nullable OperatorPrecision precision;

    /** Whether there is a dense pass that the others can be related to. */
    boolean comparesWithDense() {
        return !peers.isEmpty() || teacher != null;
    }

    OperatorPrecision precision(Optional<Served> served) {
        if (precision != null) {
            return precision;
        }
        return served.map(Served::precision)
                .filter(theirs -> theirs != OperatorPrecision.F16)
                .orElse(OperatorPrecision.F32);
    }

    /**
     * Opens everything that was asked for.
     *
     * @param served the service's model and point, where its configuration is at hand
     * @param withReference whether the dense pass is computed in any case
     */
    LineUp open(Optional<Served> served, boolean withReference, int workers) {
        ModelFolder own = own(served);
        Optional<String> wanted =
                Optional.ofNullable(point).or(() -> model == null ? served.flatMap(Served::point) : Optional.empty());
        ModelFolder dense = teacher == null ? own : ModelFolder.open(teacher);
        requireSameInput(own, dense);
        List<Entry> others = rivals.stream().map(ContenderOptions::rival).toList();
        others.forEach(other -> requireSameInput(own, other.model()));
        return new LineUp(
                new Entry(own, points(own, wanted)), others, dense, peers, withReference, backend(served, workers));
    }

    private ModelFolder own(Optional<Served> served) {
        return ModelFolder.open(
                model != null ? model : served.map(Served::model).orElseGet(ModelHome::bundled));
    }

    private BackendOptions backend(Optional<Served> served, int workers) {
        return new BackendOptions(device, workers, Completeness.COMPLETE, precision(served));
    }

    /**
     * Opens everything that was asked for beside what a service runs.
     *
     * @param asRecorded whether labels say at which point each frame is computed
     */
    LineUp openServed(AvitConfig config, boolean asRecorded, int workers) {
        Served served = Served.of(config);
        return asRecorded ? openAsRecorded(served, workers) : open(Optional.of(served), comparesWithDense(), workers);
    }

    /** Opens what production ran: the model, and those that others were named besides. */
    private LineUp openAsRecorded(Served served, int workers) {
        ModelFolder own = own(Optional.of(served));
        List<ModelFolder> others =
                rivals.stream().map(ContenderOptions::recorded).toList();
        for (ModelFolder other : others) {
            requireSameInput(own, other);
            if (!other.manifest().architecture().equals(own.manifest().architecture())) {
                throw CommandFailure.usage("With --as-recorded all models are of one architecture, and " + other.path()
                        + " has another than " + own.path() + ": replay each in a range of its own.");
            }
        }
        return new LineUp(own, others, backend(Optional.of(served), workers));
    }

    /** @throws CommandFailure if a point or a peer is named, which labels do */
    void requireAsRecorded() {
        if (point != null
                || allPoints
                || !shifts.isEmpty()
                || !thresholds.isEmpty()
                || !sides.isEmpty()
                || comparesWithDense()) {
            throw CommandFailure.usage("With --as-recorded labels say at which point each frame is computed: leave out"
                    + " --point, --all-points, --shift, --threshold, --side, --compare and --teacher.");
        }
    }

    /**
     * What the service runs.
     *
     * @param point empty where it is chosen by load
     */
    record Served(Path model, Optional<String> point, OperatorPrecision precision) {
        static Served of(AvitConfig config) {
            return new Served(
                    config.model().folder(),
                    Optional.of(config.model().operatingPoint())
                            .filter(unused -> !config.model().isElastic()),
                    config.operator().precision());
        }
    }

    private static ModelFolder recorded(String text) {
        Path folder = Path.of(text);
        if (text.contains("@") && !Files.isDirectory(folder)) {
            throw CommandFailure.usage(
                    "--against is '" + text + "', but with --as-recorded labels say at which point each"
                            + " frame is computed: name the folder without @ and point.");
        }
        return ModelFolder.open(folder);
    }

    private static Entry rival(String text) {
        int at = text.lastIndexOf('@');
        ModelFolder folder = ModelFolder.open(Path.of(at < 0 ? text : text.substring(0, at)));
        OperatingPoint point = at < 0 ? folder.defaultOperatingPoint() : folder.operatingPoint(text.substring(at + 1));
        return new Entry(folder, List.of(point));
    }

    private static void requireSameInput(ModelFolder model, ModelFolder other) {
        ModelManifest one = model.manifest();
        ModelManifest two = other.manifest();
        if (one.architecture().imageSide() != two.architecture().imageSide()
                || !model.labels().equals(other.labels())) {
            throw CommandFailure.usage("The models " + one.name() + " and " + two.name() + " differ in image side ("
                    + one.architecture().imageSide() + " and "
                    + two.architecture().imageSide()
                    + ") or labels, so that they cannot look at the same pixels or mean the same classes; name one that"
                    + " has both in common.");
        }
    }

    private List<OperatingPoint> points(ModelFolder folder, Optional<String> wanted) {
        OperatingPoint own = wanted.map(folder::operatingPoint).orElseGet(folder::defaultOperatingPoint);
        List<OperatingPoint> points = new ArrayList<>(List.of(own));
        if (allPoints) {
            folder.manifest().operatingPoints().stream()
                    .filter(other -> !other.equals(own))
                    .forEach(points::add);
        }
        for (float shift : shifts) {
            String name = String.format(Locale.ROOT, "%s%+.2f", own.name(), shift);
            points.add(derived(folder, name, own.threshold(), own.gateShift() + shift, own.imageSide()));
        }
        for (float threshold : thresholds) {
            String name = String.format(Locale.ROOT, "%s~%s", own.name(), threshold);
            points.add(derived(folder, name, threshold, own.gateShift(), own.imageSide()));
        }
        for (int side : sides) {
            String name = String.format(Locale.ROOT, "%s@%d", own.name(), side);
            points.add(derived(folder, name, own.threshold(), own.gateShift(), Optional.of(side)));
        }
        return points;
    }

    private static OperatingPoint derived(
            ModelFolder folder, String name, float threshold, float gateShift, Optional<Integer> side) {
        try {
            OperatingPoint point = new OperatingPoint(name, threshold, gateShift, side, Optional.empty());
            point.requireFits(folder.manifest().architecture());
            return point;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("Cannot evaluate a further point: " + e.getMessage() + ".");
        }
    }
}
