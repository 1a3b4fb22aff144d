package dev.avitstreams.ops.evaluation.report;

import dev.avitstreams.ops.evaluation.gate.GateResult;
import java.util.List;

/**
 * The result of an evaluation, as {@code --json} writes it.
 *
 * @param format of this report; {@value #FORMAT}
 * @param frames read, whatever became of them
 * @param models the model first, then what it was compared with
 * @param gates what was demanded of it; empty where nothing was
 */
public record EvaluationReport(
        int format,
        long frames,
        List<ModelResult> models,
        Metrics metrics,
        Highlights gallery,
        List<GateResult> gates,
        Measured measured,
        Provenance provenance) {
    public static final int FORMAT = 1;

    public EvaluationReport {
        models = List.copyOf(models);
        gates = List.copyOf(gates);
    }

    /** The same with the verdict of gates, which are judged on the rest of the report. */
    public EvaluationReport with(List<GateResult> results) {
        return new EvaluationReport(format, frames, models, metrics, gallery, results, measured, provenance);
    }
}
