package dev.avitstreams.ops.evaluation;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.evaluation.Answers;
import dev.avitstreams.inference.evaluation.Contender;
import dev.avitstreams.inference.evaluation.Evaluator;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.evaluation.EvaluationReport.Model;
import dev.avitstreams.ops.evaluation.EvaluationReport.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A model at some of its operating points, beside its peers, on the same images. Owns both models' native memory until
 * closed.
 */
public final class Comparison implements AutoCloseable {
    /** Of the dense pass that all are compared with, where nobody asked to see it. */
    private static final String REFERENCE = "";

    /** One contender of one model. */
    private record Entry(String model, String point, Contender contender) {}

    private final ModelFolder folder;
    private final AVit model;
    private final AVit dense;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param precision of the model; the peers are in f32
     * @param points the first is the one the model is judged by
     * @param teacher whose dense pass the peers are, or the model itself
     */
    public Comparison(
            ModelFolder folder,
            OperatorPrecision precision,
            List<OperatingPoint> points,
            ModelFolder teacher,
            List<Peer> peers) {
        this.folder = folder;
        this.model = AVit.load(folder, precision);
        this.dense = teacher == folder && precision == OperatorPrecision.F32 ? model : AVit.load(teacher);
        String reference = peers.contains(Peer.DENSE) ? nameOf(Peer.DENSE) : REFERENCE;
        Peer.DENSE.contenders(dense).forEach((point, contender) -> entries.add(new Entry(reference, point, contender)));
        for (OperatingPoint point : points) {
            HaltingRule rule = new HaltingRule(point.threshold(), point.gateShift(), Completeness.COMPLETE);
            entries.add(new Entry(folder.manifest().name(), point.name(), Contender.halting(model, rule)));
        }
        peers.stream()
                .distinct()
                .filter(peer -> peer != Peer.DENSE)
                .forEach(peer -> peer.contenders(dense)
                        .forEach((point, contender) -> entries.add(new Entry(nameOf(peer), point, contender))));
    }

    private static String nameOf(Peer peer) {
        return peer.name().toLowerCase(Locale.ROOT);
    }

    /** @param progress told how many images are done */
    public EvaluationReport run(Evaluator evaluator, IntConsumer progress) throws InferenceException {
        List<Answers> answers =
                evaluator.ask(entries.stream().map(Entry::contender).toList(), progress);
        Point own = point(answers, 1);
        List<Model> models = new ArrayList<>();
        models.add(own.as(folder.manifest().name(), curve(folder.manifest().name(), answers)));
        entries.stream()
                .map(Entry::model)
                .filter(name -> !name.equals(REFERENCE)
                        && !name.equals(folder.manifest().name()))
                .distinct()
                .forEach(name -> {
                    List<Point> curve = curve(name, answers);
                    models.add(nearest(curve, own.gmacs()).as(name, curve));
                });
        return new EvaluationReport(evaluator.images(), models);
    }

    private List<Point> curve(String model, List<Answers> answers) {
        return IntStream.range(0, entries.size())
                .filter(index -> entries.get(index).model().equals(model))
                .mapToObj(index -> point(answers, index))
                .toList();
    }

    private Point point(List<Answers> answers, int index) {
        return Point.of(entries.get(index).point(), answers.get(index), answers.get(0));
    }

    /** A peer is judged where it costs as much as the model. */
    private static Point nearest(List<Point> curve, double gmacs) {
        return curve.stream()
                .min(Comparator.comparingDouble(point -> Math.abs(point.gmacs() - gmacs)))
                .orElseThrow();
    }

    @Override
    public void close() {
        model.close();
        if (dense != model) {
            dense.close();
        }
    }
}
