package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.device.Pass;
import dev.avitstreams.inference.device.PassBackend;
import dev.avitstreams.inference.device.SelfTest;
import dev.avitstreams.inference.engine.BatchRunner;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.contest.Contender.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All contenders of an evaluation. Owns their models' native memory and threads until closed. */
public final class LineUp implements AutoCloseable {
    private final List<Contender> contenders = new ArrayList<>();
    private final List<PassBackend> backends = new ArrayList<>();
    private final ModelFolder model;
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
        int side = folder.manifest().architecture().imageSide();
        contenders.add(new Contender(
                name, kind, point, folder.identity(), folder.manifest().architecture(), BatchRunner.of(backend, side)));
    }

    private void add(Kind kind, ModelFolder folder, PassBackend backend, Peer peer) {
        int side = folder.manifest().architecture().imageSide();
        peer.passes()
                .forEach((name, pass) -> contenders.add(new Contender(
                        peer.label(),
                        kind,
                        new OperatingPoint(name, 1, 0, Optional.empty()),
                        folder.identity(),
                        folder.manifest().architecture(),
                        runner(backend, pass, side))));
    }

    private static BatchRunner runner(PassBackend backend, Pass pass, int side) {
        return BatchRunner.of(backend.taking(pass), side);
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

    /** As the model's backend describes itself. */
    public String device() {
        return device;
    }

    @Override
    public void close() {
        backends.forEach(PassBackend::close);
    }
}
