package dev.avitstreams.ops.evaluation.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * One demand on one figure.
 *
 * @param metric of a contender: {@code top1}, {@code ece}, {@code gmacs}, …; or of the whole run, as {@code rejected}
 * @param model of the contender; the one that is judged if left out
 * @param point likewise
 * @param demand what must hold
 */
public record Gate(String metric, Optional<String> model, Optional<String> point, Demand demand) {

    /** What must hold of a figure. */
    public sealed interface Demand {
        record AtLeast(double bound) implements Demand {}

        record AtMost(double bound) implements Demand {}

        /** Below the baseline by no more than that. */
        record MayFallBy(double most) implements Demand {}

        /** Above the baseline by no more than that. */
        record MayRiseBy(double most) implements Demand {}
    }

    boolean isRelative() {
        return demand instanceof Demand.MayFallBy || demand instanceof Demand.MayRiseBy;
    }

    String description() {
        String what = metric
                + model.map(name -> " of " + name).orElse("")
                + point.map(name -> " at " + name).orElse("");
        return what + " "
                + (demand instanceof Demand.AtLeast d
                        ? "at least " + d.bound()
                        : demand instanceof Demand.AtMost d
                                ? "at most " + d.bound()
                                : demand instanceof Demand.MayFallBy d
                                        ? "at most " + d.most() + " below the baseline"
                                        : demand instanceof Demand.MayRiseBy d
                                                ? "at most " + d.most() + " above the baseline"
                                                : "");
    }

    /** @param baseline an earlier report; empty if none was given */
    GateResult judge(JsonNode report, Optional<JsonNode> baseline) {
        Optional<Double> value = Figure.of(report, this);
        if (value.isEmpty()) {
            return new GateResult(
                    description(), false, null, null, metric + " was not measured, so the gate cannot hold");
        }
        double found = value.get();
        if (demand instanceof Demand.AtLeast d) {
            return result(found >= d.bound(), found, Optional.empty());
        }
        if (demand instanceof Demand.AtMost d) {
            return result(found <= d.bound(), found, Optional.empty());
        }
        Optional<Double> before = baseline.flatMap(earlier -> Figure.of(earlier, this));
        if (before.isEmpty()) {
            return new GateResult(
                    description(), false, found, null, metric + " is not in the baseline, so the gate cannot hold");
        }
        double allowed = demand instanceof Demand.MayFallBy d ? d.most() : ((Demand.MayRiseBy) demand).most();
        double better = demand instanceof Demand.MayFallBy ? before.get() : found;
        double worse = demand instanceof Demand.MayFallBy ? found : before.get();
        return result(isWithin(better, worse, allowed), found, before);
    }

    /** Of the numbers as they are written: 0.80 − 0.79 is more than 0.01 in doubles. */
    private static boolean isWithin(double better, double worse, double allowed) {
        return BigDecimal.valueOf(better).subtract(BigDecimal.valueOf(worse)).compareTo(BigDecimal.valueOf(allowed))
                <= 0;
    }

    private GateResult result(boolean passed, double value, Optional<Double> baseline) {
        return new GateResult(
                description(),
                passed,
                value,
                baseline.orElse(null),
                String.format(
                        Locale.ROOT,
                        "%s is %.6g%s, demanded is %s",
                        metric,
                        value,
                        baseline.map(before -> String.format(Locale.ROOT, " (baseline %.6g)", before))
                                .orElse(""),
                        description()));
    }
}
