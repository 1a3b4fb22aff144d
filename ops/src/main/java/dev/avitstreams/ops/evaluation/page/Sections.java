package dev.avitstreams.ops.evaluation.page;

import dev.avitstreams.ops.evaluation.gate.GateResult;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.report.Comparison;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.SliceResult;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import dev.avitstreams.ops.evaluation.report.Measured;
import dev.avitstreams.ops.evaluation.report.Metrics;
import dev.avitstreams.ops.evaluation.report.Provenance;
import dev.avitstreams.ops.evaluation.skew.SkewTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of the page that are words and tables. */
record Sections(Html html, EvaluationReport report) {
    private static final int MOST_SLICES = 40;

    private ContenderMetrics own() {
        return report.metrics().contenders().get(0);
    }

    private static String title(String model, String point) {
        return model.equals(point) ? model : model + " · " + point;
    }

    void head(List<String> incomplete) {
        Metrics.FrameCounts frames = report.metrics().frames();
        Provenance of = report.provenance();
        OffsetRange range = of.range();
        html.element("h1", "Evaluation of " + title(own().model(), own().point()));
        String what = range == null
                ? "images of "
                        + String.join(
                                ", ",
                                of.images().stream().map(Sections::lastName).toList())
                : "frames of topic " + range.topic() + ", " + range.partitions().size()
                        + (range.partitions().size() == 1 ? " partition" : " partitions");
        html.element(
                "p",
                Words.count(frames.read()) + " " + what + ", " + Words.count(frames.labelled()) + " labelled · "
                        + of.finished().substring(0, 16).replace('T', ' ') + " UTC",
                "class",
                "lead");
        incomplete.forEach(sentence -> html.element("p", sentence, "class", "banner bad"));
        long failed = report.gates().stream().filter(gate -> !gate.passed()).count();
        if (failed > 0) {
            html.element("p", failed + " of " + report.gates().size() + " gates failed.", "class", "banner bad");
        } else if (!report.gates().isEmpty()) {
            html.element("p", "All " + report.gates().size() + " gates passed.", "class", "banner good");
        }
    }

    /** Of a path; the whole of it stands under the provenance. */
    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    void figures() {
        ContenderMetrics own = own();
        html.open("div", "class", "figures");
        if (own.top1() != null) {
            figure("Top-1", Words.percent(own.top1()), interval(own.top1Interval()));
            figure("Top-5", Words.percent(own.top5()), interval(own.top5Interval()));
        }
        figure("Compute a frame", Words.number("%.3f", own.gmacs()), "GMACs, " + saved(own) + " saved");
        figure(
                "Mean depth",
                Words.number("%.2f", own.meanDepth()),
                "of " + own.depthHistogram().size() + " layers");
        if (own.top1() != null) {
            figure(
                    "Calibration error",
                    Words.number("%.3f", own.ece()),
                    "NLL " + Words.number("%.3f", own.negativeLogLikelihood()));
            figure("Macro F1", Words.number("%.3f", own.macroF1()), "over the classes that occur");
        }
        figure(
                "Time a frame",
                Words.number("%.1f", report.models().get(0).millisPerFrame()),
                "ms on one worker, median");
        html.close();
    }

    private static String saved(ContenderMetrics own) {
        return own.macsDense() == 0 ? Words.NONE : Words.percent(1 - (double) own.macsExecuted() / own.macsDense());
    }

    private static String interval(Metrics.Range range) {
        return range.low() == null
                ? ""
                : "95\u202F%: " + Words.number("%.1f", 100 * range.low()) + " – " + Words.percent(range.high());
    }

    private void figure(String name, String value, String note) {
        html.open("div", "class", "figure")
                .element("div", name, "class", "name")
                .element("div", value, "class", "value")
                .element("div", note, "class", "note")
                .close();
    }

    void tradeOff() {
        Metrics.TradeOff tradeOff = report.metrics().tradeOff();
        html.open("section").element("h2", "Accuracy against compute");
        List<String> sentences = new ArrayList<>();
        if (tradeOff.points().size() > 1 && tradeOff.suggested() != null) {
            sentences.add("The cheapest point within " + Words.number("%.1f", 100 * tradeOff.tolerance())
                    + " points of the most accurate is " + tradeOff.suggested() + ".");
        }
        if (tradeOff.knee() != null) {
            sentences.add("The curve bends at " + tradeOff.knee() + ".");
        }
        if (tradeOff.area() != null) {
            sentences.add(
                    "Averaged over the compute that the points span, top-1 is " + Words.percent(tradeOff.area()) + ".");
        }
        sentences.add(
                "AUROC: how probably a right answer is more confident than a wrong one. Whiskers are 95 % intervals.");
        html.element("p", String.join(" ", sentences), "class", "muted");
        html.open("div", "class", "scroll");
        new CurveChart(report).draw(html);
        html.close();
        table();
        html.close();
    }

    void contenders() {
        html.open("section").element("h2", "Compute");
        html.element("p", "No frame is labelled, so only depth and compute are known.", "class", "muted");
        table();
        html.close();
    }

    private void table() {
        Map<String, Measured.Times> times = new HashMap<>();
        report.measured().contenders().forEach(time -> times.put(title(time.model(), time.point()), time));
        Tables.write(
                html,
                List.of(
                        "model",
                        "top-1",
                        "top-5",
                        "macro F1",
                        "ECE",
                        "AUROC",
                        "GMACs",
                        "depth",
                        "ms/frame",
                        "agrees with dense"),
                report.metrics().contenders().stream()
                        .map(contender -> {
                            Measured.Times time = times.get(title(contender.model(), contender.point()));
                            return List.of(
                                    title(contender.model(), contender.point()),
                                    Words.percent(contender.top1()),
                                    Words.percent(contender.top5()),
                                    Words.number("%.3f", contender.macroF1()),
                                    Words.number("%.3f", contender.ece()),
                                    Words.number("%.3f", contender.confidenceAuroc()),
                                    Words.number("%.3f", contender.gmacs()),
                                    Words.number("%.2f", contender.meanDepth()),
                                    Words.number("%.1f", time == null ? null : time.millisPerFrame()),
                                    Words.percent(contender.agreement()));
                        })
                        .toList());
    }

    void comparisons() {
        List<Comparison> comparisons = report.metrics().comparisons().stream()
                .filter(comparison -> comparison.frames() > 0)
                .toList();
        if (comparisons.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Frame by frame");
        html.element(
                "p",
                "Each beside " + title(own().model(), own().point())
                        + " on the same frames. p is McNemar's exact test: how likely so uneven a share of the frames only"
                        + " one got right would be, were both equally good.",
                "class",
                "muted");
        Tables.write(
                html,
                List.of("", "top-1, points", "95 %", "only it right", "only ours right", "p", "other class", "depth"),
                comparisons.stream()
                        .map(comparison -> List.of(
                                title(
                                        comparison.other().model(),
                                        comparison.other().point()),
                                Words.points(comparison.top1Difference()),
                                Words.points(comparison.top1DifferenceInterval().low()) + " … "
                                        + Words.points(comparison
                                                .top1DifferenceInterval()
                                                .high()),
                                Words.count(comparison.onlyOtherRight()),
                                Words.count(comparison.onlyBaseRight()),
                                Words.p(comparison.mcNemar()),
                                Words.count(comparison.disagreements()),
                                Words.signed("%+.2f", comparison.meanDepthDifference())))
                        .toList());
        for (Comparison comparison : comparisons) {
            Tables.writeFolded(
                    html,
                    "By class: "
                            + title(
                                    comparison.other().model(),
                                    comparison.other().point()),
                    List.of("class", "frames", "ours", "it", "points"),
                    comparison.classes().stream()
                            .map(row -> List.of(
                                    Words.firstName(row.title()) + " " + row.id(),
                                    Words.count(row.support()),
                                    Words.percent(row.base()),
                                    Words.percent(row.other()),
                                    Words.points(row.difference())))
                            .toList());
        }
        html.close();
    }

    void slices() {
        ContenderMetrics.Slices slices = own().slices();
        html.open("section").element("h2", "Taken apart");
        html.open("div", "class", "columns");
        List<SliceResult> deciles = slices.depthDecile();
        List<List<String>> rows = new ArrayList<>();
        for (int tenth = 0; tenth < deciles.size(); tenth++) {
            if (deciles.get(tenth).frames() > 0) {
                rows.add(row(
                        (tenth + 1) + (tenth == 0 ? " shallowest" : tenth == 9 ? " deepest" : ""), deciles.get(tenth)));
            }
        }
        slice("By depth, tenths of the frames", "tenth", rows);
        slice("By camera", "camera", rows(slices.camera()));
        slice("By hour of the day, UTC", "hour", rows(slices.hour()));
        html.close().close();
    }

    private static List<List<String>> rows(Map<String, SliceResult> slices) {
        return slices.entrySet().stream()
                .limit(MOST_SLICES)
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<String> row(String name, SliceResult slice) {
        return List.of(
                name,
                Words.count(slice.frames()),
                Words.percent(slice.top1()),
                Words.percent(slice.top5()),
                Words.number("%.3f", slice.gmacs()),
                Words.number("%.2f", slice.meanDepth()));
    }

    private void slice(String title, String what, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            html.open("div").element("h3", title);
            Tables.write(html, List.of(what, "frames", "top-1", "top-5", "GMACs", "depth"), rows);
            html.close();
        }
    }

    void production() {
        SkewTally.@Nullable Counts skew = report.metrics().skew();
        if (skew == null) {
            return;
        }
        html.open("section").element("h2", "Beside what production published");
        verdict(skew);
        Tables.facts(
                html,
                List.of(
                        List.of("compared", Words.count(skew.compared())),
                        List.of("equal to the bit", Words.count(skew.equal())),
                        List.of("same class, other bits", Words.count(skew.sameClass())),
                        List.of("another class", Words.count(skew.otherClass())),
                        List.of("without a label", Words.count(skew.unpublished())),
                        List.of("not published yet", Words.count(skew.notYetPublished())),
                        List.of("label, but rejected here", Words.count(skew.onlyPublished())),
                        List.of("compared at", skew.points().toString()),
                        List.of(
                                "of another model or point",
                                skew.notComparable().toString())));
        if (!skew.examples().isEmpty()) {
            html.open("details").element("summary", "The first that differ");
            skew.examples().forEach(example -> html.element("p", example));
            html.close();
        }
        html.close();
    }

    /** Neither good nor bad where it cannot be told of every frame. */
    private void verdict(SkewTally.Counts skew) {
        String equal = "Wherever both can be compared, replay and production are equal to the bit.";
        if (skew.differs()) {
            html.element("p", "Replay and production are not the same.", "class", "banner bad");
        } else if (skew.compared() == 0) {
            html.element(
                    "p",
                    "No frame has an answer of both, so nothing is known of replay and production.",
                    "class",
                    "banner");
        } else if (skew.gaps(false).isEmpty()) {
            html.element("p", equal, "class", "banner good");
        } else {
            html.element("p", equal + " " + String.join(" ", skew.gaps(false)), "class", "banner");
        }
    }

    void gates() {
        if (report.gates().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Gates");
        Tables.write(
                html,
                List.of("demanded", "found", "baseline", ""),
                report.gates().stream()
                        .map((GateResult gate) -> List.of(
                                gate.gate(),
                                Words.number("%.6g", gate.value()),
                                Words.number("%.6g", gate.baseline()),
                                gate.passed() ? "✓ holds" : "✗ fails"))
                        .toList());
        html.close();
    }

    void provenance() {
        Provenance of = report.provenance();
        Measured measured = report.measured();
        Metrics.FrameCounts frames = report.metrics().frames();
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of(
                "frames",
                Words.count(frames.read()) + " read, " + Words.count(frames.labelled()) + " labelled, "
                        + Words.count(frames.unmatched()) + " without truth, " + Words.count(frames.foreign())
                        + " of foreign classes, rejected " + frames.rejected()));
        facts.add(List.of("digest of the images", frames.imagesSha256()));
        facts.add(List.of("truth", of.truth()));
        OffsetRange range = of.range();
        if (range != null) {
            facts.add(List.of("range", range.topic() + " " + spans(range)));
        } else {
            facts.add(List.of("images", String.join(", ", of.images())));
        }
        of.weights()
                .forEach(weights -> facts.add(List.of(
                        weights.model(), "version " + weights.version() + ", weights " + weights.weightsSha256())));
        facts.add(List.of(
                "run",
                Words.number("%.1f s", measured.seconds()) + ", "
                        + Words.number("%.1f frames/s", measured.framesPerSecond()) + "; operator "
                        + Words.percent(measured.operatorShare()) + " of the workers' time, reading and decoding "
                        + Words.percent(measured.decodeShare()) + ", other " + Words.percent(measured.otherShare())));
        facts.add(List.of(
                "how",
                of.device() + ", " + of.precision() + ", batches of " + of.batch() + ", " + of.parallel() + " at once"
                        + (of.instances() > 1 ? " in each of " + of.instances() + " instances" : "") + ", rate "
                        + of.rate() + ", seed " + of.seed()));
        facts.add(List.of("where", of.system() + ", " + of.processors() + " processors, Java " + of.java()));
        facts.add(List.of("program", of.build() + (of.commit() == null ? "" : ", commit " + of.commit())));
        facts.add(List.of("when", of.started() + " to " + of.finished()));
        html.open("section").element("h2", "Provenance");
        Tables.facts(html, facts);
        frames.rejections().forEach(reason -> html.element("p", reason, "class", "muted"));
        html.close();
    }

    private static String spans(OffsetRange range) {
        List<String> spans = range.partitions().stream()
                .map(span -> span.partition() + ":" + span.begin() + "–" + span.end())
                .toList();
        return String.join(", ", spans)
                + range.notBefore()
                        .map(time -> ", not before " + Instant.ofEpochMilli(time))
                        .orElse("")
                + range.before()
                        .map(time -> ", before " + Instant.ofEpochMilli(time))
                        .orElse("");
    }
}
