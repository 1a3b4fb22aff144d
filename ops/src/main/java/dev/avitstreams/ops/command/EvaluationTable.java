package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.evaluation.gate.GateResult;
import dev.avitstreams.ops.evaluation.report.Comparison;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import dev.avitstreams.ops.evaluation.report.Measured;
import dev.avitstreams.ops.evaluation.report.Metrics;
import dev.avitstreams.ops.evaluation.report.ModelResult;
import dev.avitstreams.ops.evaluation.skew.SkewTally;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation for the person at the shell. */
final class EvaluationTable {
    private final PrintWriter out;

    EvaluationTable(PrintWriter out) {
        this.out = out;
    }

    void print(EvaluationReport report) {
        say(
                "%d %s, %d labelled%n%-20s %-14s %6s %6s %7s %7s %6s %8s %7s",
                report.frames(),
                report.provenance().range() == null ? "images" : "frames",
                report.metrics().frames().labelled(),
                "model",
                "point",
                "top-1",
                "top-5",
                "GMACs",
                "(exit)",
                "depth",
                "ms/frame",
                "agrees");
        for (ModelResult model : report.models()) {
            for (ModelResult.Point point : model.curve()) {
                say(
                        "%-20s %-14s %6s %6s %7s %7s %6s %8s %7s",
                        model.name(),
                        point.point(),
                        percent(point.top1()),
                        percent(point.top5()),
                        number("%.3f", point.gmacs()),
                        number("%.3f", point.gmacsEarlyExit()),
                        number("%.2f", point.meanDepth()),
                        number("%.2f", point.millisPerFrame()),
                        percent(point.agreement()));
            }
        }
        judged(report);
        report.metrics().comparisons().stream()
                .filter(comparison -> comparison.frames() > 0)
                .forEach(this::compared);
        tradeOff(report.metrics().tradeOff());
        skew(report.metrics().skew());
        times(report.measured());
        for (GateResult gate : report.gates()) {
            say("%s %s", gate.passed() ? "✓" : "✗", gate.sentence());
        }
        out.flush();
    }

    private void judged(EvaluationReport report) {
        ModelResult own = report.models().get(0);
        var metrics = report.metrics().contenders().get(0);
        if (own.top1() != null) {
            say(
                    "%s: top-1 %s %% (95 %% between %s and %s), macro F1 %s, calibration error %s, NLL %s, AUROC %s",
                    own.name(),
                    percent(own.top1()),
                    percent(metrics.top1Interval().low()),
                    percent(metrics.top1Interval().high()),
                    number("%.3f", metrics.macroF1()),
                    number("%.3f", metrics.ece()),
                    number("%.3f", metrics.negativeLogLikelihood()),
                    number("%.3f", metrics.confidenceAuroc()));
        }
        if (own.depthAgainstEntropy() != null) {
            say("correlation of a frame's mean depth with the dense model's entropy: %.2f", own.depthAgainstEntropy());
        }
        report.models().stream()
                .filter(other -> other.name().equals("dense"))
                .filter(other -> other.millisPerFrame() != null && own.millisPerFrame() != null)
                .findFirst()
                .ifPresent(other -> say(
                        "%.2f times as fast as dense, at %.3f of its multiply-accumulates",
                        orZero(other.millisPerFrame()) / orZero(own.millisPerFrame()),
                        orZero(own.gmacs()) / orZero(other.gmacs())));
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private void compared(Comparison comparison) {
        Comparison.Contestant other = comparison.other();
        String title = other.model().equals(other.point()) ? other.model() : other.model() + " " + other.point();
        if (comparison.mcNemar() == null) {
            say("%s: another class on %d of %d frames", title, comparison.disagreements(), comparison.frames());
            return;
        }
        say(
                "%s: top-1 %s points (95 %% between %s and %s); only it right %d, only %s right %d, p = %s",
                title,
                number("%+.1f", times100(comparison.top1Difference())),
                number("%+.1f", times100(comparison.top1DifferenceInterval().low())),
                number("%+.1f", times100(comparison.top1DifferenceInterval().high())),
                comparison.onlyOtherRight(),
                comparison.base().model(),
                comparison.onlyBaseRight(),
                number("%.3g", comparison.mcNemar()));
    }

    private void tradeOff(Metrics.TradeOff tradeOff) {
        if (tradeOff.points().size() > 1 && tradeOff.suggested() != null) {
            say(
                    "cheapest point within %s points of the most accurate: %s%s",
                    number("%.1f", times100(tradeOff.tolerance())),
                    tradeOff.suggested(),
                    tradeOff.knee() == null ? "" : "; the curve bends at " + tradeOff.knee());
        }
    }

    private void skew(SkewTally.@Nullable Counts skew) {
        if (skew != null) {
            say(
                    "published: %d of %d equal to the bit, %d differ (%d in the class), %d without a label,"
                            + " %d not published yet, %d not comparable",
                    skew.equal(),
                    skew.compared(),
                    skew.sameClass() + skew.otherClass(),
                    skew.otherClass(),
                    skew.unpublished(),
                    skew.notYetPublished(),
                    skew.notComparable().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            if (skew.points().size() > 1) {
                skew.points().forEach((point, frames) -> say("  %d compared at %s", frames, point));
            }
            skew.examples().stream().limit(3).forEach(example -> say("  %s", example));
        }
    }

    private void times(Measured measured) {
        say(
                "%.1f s, %s frames/s; of the workers' time %s %% operator, %s %% reading and decoding, %s %% other",
                measured.seconds(),
                number("%.1f", measured.framesPerSecond()),
                number("%.0f", times100(measured.operatorShare())),
                number("%.0f", times100(measured.decodeShare())),
                number("%.0f", times100(measured.otherShare())));
    }

    private void say(String format, Object... values) {
        String.format(Locale.ROOT, format, values).lines().map(Printable::of).forEach(out::println);
    }

    private static @Nullable Double times100(@Nullable Double share) {
        return share == null ? null : 100 * share;
    }

    private static String percent(@Nullable Double share) {
        return number("%.1f", times100(share));
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, format, value);
    }
}
