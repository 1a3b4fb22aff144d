package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.device.PassBackend;
import dev.avitstreams.inference.device.SelfTest;
import dev.avitstreams.inference.engine.BatchRunner;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.contest.AsRecorded.Seat;
import dev.avitstreams.ops.evaluation.contest.Contender.Kind;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All contenders of an evaluation. Owns their models' native memory and threads until closed. */
public final class LineUp implements AutoCloseable {
    private final List<Contender> contenders = new ArrayList<>();
    private final List<PassBackend> backends = new ArrayList<>();
    private final ModelFolder model;
    private final List<ModelFolder> recorded;
    private final String device;

    /** One model and the points it is to be measured at. */
    public record Entry(ModelFolder model, List<OperatingPoint> points) {
        public Entry {
            points = List.copyOf(points);
        }
    }

    /**
     * @param own its first point is the one it is judged by
     * @param rivals other models that take the same pixels and mean the same classes
     * @param teacher whose dense pass the peers are
     * @param withReference whether the dense pass is computed even if no peer asks for it
     */
    public LineUp(
            Entry own,
            List<Entry> rivals,
            ModelFolder teacher,
            List<Peer> peers,
            boolean withReference,
            BackendOptions options) {
        this.model = own.model();
        this.recorded = List.of();
        Map<ModelFolder, PassBackend> open = new HashMap<>();
        try {
            PassBackend backend = open(own.model(), options, open);
            this.device = backend.description();
            own.points().forEach(point -> add(Kind.OWN, own.model().manifest().name(), own.model(), backend, point));
            for (Entry rival : rivals) {
                PassBackend other = open(rival.model(), options, open);
                String name = distinct(rival.model());
                rival.points().forEach(point -> add(Kind.RIVAL, name, rival.model(), other, point));
            }
            if (withReference || !peers.isEmpty()) {
                BackendOptions plain = new BackendOptions(
                        options.device(), options.workers(), options.depthMaps(), OperatorPrecision.F32);
                PassBackend dense = options.precision() == OperatorPrecision.F32
                        ? open(teacher, plain, open)
                        : open(teacher, plain, new HashMap<>());
                Kind kind = peers.contains(Peer.DENSE) ? Kind.DENSE : Kind.REFERENCE;
                add(kind, teacher, dense, Peer.DENSE);
                peers.stream()
                        .distinct()
                        .filter(peer -> peer != Peer.DENSE)
                        .forEach(peer -> add(Kind.PRUNED, teacher, dense, peer));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * One contender: what production ran, frame by frame.
     *
     * @param own answers what has no label that can be replayed
     * @param others models that production may have run besides, of the same architecture and labels
     */
    public LineUp(ModelFolder own, List<ModelFolder> others, BackendOptions options) {
        this.model = own;
        this.recorded =
                Stream.concat(Stream.of(own), others.stream()).distinct().toList();
        Map<ModelFolder, PassBackend> open = new HashMap<>();
        try {
            this.device = open(own, options, open).description();
            Map<Recorded, Seat> points = new HashMap<>();
            for (ModelFolder folder : recorded) {
                BatchRunner runner = runner(open(folder, options, open), folder);
                for (OperatingPoint point : folder.manifest().operatingPoints()) {
                    Recorded said = new Recorded(folder.identity().weightsSha256(), point.name());
                    Seat known = points.putIfAbsent(said, new Seat(runner, point));
                    if (known != null && !isSame(known.point(), point)) {
                        throw ambiguous(folder, known.point(), point);
                    }
                }
            }
            Seat otherwise = new Seat(runner(open(own, options, open), own), own.defaultOperatingPoint());
            contenders.add(new Contender(
                    own.manifest().name(),
                    Kind.RECORDED,
                    new OperatingPoint("as-recorded", 1, 0, Optional.empty()),
                    own.identity(),
                    own.manifest().architecture(),
                    new AsRecorded(points, otherwise)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static boolean isSame(OperatingPoint one, OperatingPoint other) {
        return one.threshold() == other.threshold()
                && one.gateShift() == other.gateShift()
                && one.imageSide().equals(other.imageSide());
    }

    private static CommandFailure ambiguous(ModelFolder folder, OperatingPoint known, OperatingPoint point) {
        return CommandFailure.usage("The point '" + point.name() + "' in " + folder.path() + " has " + settings(point)
                + ", in another folder of the same weights " + settings(known)
                + ", so that labels do not say which it was: leave out the one that did not run.");
    }

    private static String settings(OperatingPoint point) {
        return "threshold " + point.threshold() + ", shift " + point.gateShift()
                + point.imageSide()
                        .map(side -> ", images of " + side + " pixels")
                        .orElse("");
    }

    private PassBackend open(ModelFolder folder, BackendOptions options, Map<ModelFolder, PassBackend> open) {
        PassBackend known = open.get(folder);
        if (known != null) {
            return known;
        }
        PassBackend backend = Backends.open(folder, options);
        backends.add(backend);
        open.put(folder, backend);
        try {
            SelfTest.run(backend, folder.manifest().architecture().imageSide(), folder.defaultOperatingPoint());
        } catch (InferenceException e) {
            throw CommandFailure.runtime(
                    "The model " + folder.manifest().name() + " is not fit for use: " + e.getMessage(), e);
        }
        return backend;
    }

    private void add(Kind kind, String name, ModelFolder folder, PassBackend backend, OperatingPoint point) {
        contenders.add(new Contender(
                name,
                kind,
                point,
                folder.identity(),
                folder.manifest().architecture(),
                FrameRunner.at(runner(backend, folder), point)));
    }

    private void add(Kind kind, ModelFolder folder, PassBackend backend, Peer peer) {
        peer.passes().forEach((name, pass) -> {
            OperatingPoint point = new OperatingPoint(name, 1, 0, Optional.empty());
            contenders.add(new Contender(
                    peer.label(),
                    kind,
                    point,
                    folder.identity(),
                    folder.manifest().architecture(),
                    FrameRunner.at(runner(backend.taking(pass), folder), point)));
        });
    }

    private static BatchRunner runner(Backend backend, ModelFolder folder) {
        return BatchRunner.of(backend, folder.manifest().architecture().imageSide());
    }

    /** Two versions of a model have one name; reports must tell them apart. */
    private String distinct(ModelFolder folder) {
        String name = folder.manifest().name();
        boolean taken =
                contenders.stream().anyMatch(contender -> contender.model().equals(name));
        return taken ? name + "@" + folder.identity().weightsSha256().substring(0, 8) : name;
    }

    /** The model that is judged comes first. */
    public List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    public ModelFolder model() {
        return model;
    }

    /** The models that production may have run, where each frame is answered as recorded; none elsewhere. */
    public List<ModelFolder> recorded() {
        return recorded;
    }

    /** As the model's backend describes itself. */
    public String device() {
        return device;
    }

    @Override
    public void close() {
        backends.forEach(PassBackend::close);
    }
}
