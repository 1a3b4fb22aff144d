package dev.avitstreams.inference.training;

import dev.avitstreams.inference.training.validation.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The two tables of a training: every step, and every evaluation. */
final class TrainingLog {
    private final CsvLog steps;
    private final CsvLog evaluations;

    TrainingLog(Path folder, long doneSteps) throws IOException {
        this.steps = new CsvLog(
                folder.resolve(TrainingRun.STEPS),
                List.of(
                        "step",
                        "rate",
                        "total",
                        "classification",
                        "distillation",
                        "matching",
                        "following",
                        "ponder",
                        "prior",
                        "ponderWeight",
                        "priorWeight",
                        "gradientNorm",
                        "gmacs",
                        "meanDepth",
                        "classDepth",
                        "agreement",
                        "shift",
                        "side"),
                doneSteps);
        this.evaluations = new CsvLog(
                folder.resolve(TrainingRun.EVALUATIONS),
                List.of(
                        "step",
                        "images",
                        "labelled",
                        "top1",
                        "teacherTop1",
                        "agreement",
                        "gmacs",
                        "gmacsEarlyExit",
                        "meanDepth",
                        "classDepth"),
                doneSteps);
    }

    void add(StepReport report) throws IOException {
        steps.add(
                report.step(),
                report.rate(),
                report.total(),
                report.classification(),
                report.distillation(),
                report.matching(),
                report.following(),
                report.ponder(),
                report.prior(),
                report.ponderWeight(),
                report.priorWeight(),
                report.gradientNorm(),
                report.cost().gmacs(),
                report.cost().meanDepth(),
                report.cost().classDepth(),
                report.agreement(),
                report.shift(),
                report.side());
    }

    void add(long step, Evaluation evaluation) throws IOException {
        evaluations.add(
                step,
                evaluation.images(),
                evaluation.labelled(),
                evaluation.top1(),
                evaluation.teacherTop1(),
                evaluation.agreement(),
                evaluation.gmacs(),
                evaluation.gmacsEarlyExit(),
                evaluation.meanDepth(),
                evaluation.classDepth());
    }
}
