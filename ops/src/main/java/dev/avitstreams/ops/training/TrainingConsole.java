package dev.avitstreams.ops.training;

import dev.avitstreams.inference.training.StepReport;
import dev.avitstreams.inference.training.TrainingListener;
import dev.avitstreams.inference.training.TrainingPlan;
import dev.avitstreams.inference.training.validation.Evaluation;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.InWords;
import dev.avitstreams.ops.console.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Shows a training at the shell, and redraws its curves at every evaluation. On the training's thread. */
public final class TrainingConsole implements TrainingListener {
    private final PrintWriter out;
    private final Progress progress;
    private final Path run;
    private long steps;
    private long begun;

    public TrainingConsole(PrintWriter out, Progress progress, Path run) {
        this.out = out;
        this.progress = progress;
        this.run = run;
    }

    @Override
    public void started(TrainingPlan plan, long doneSteps, int images, int validationImages) {
        steps = plan.settings().steps();
        begun = doneSteps;
        out.printf(
                Locale.ROOT,
                "%s: %d images, %d to validate, step %d of %d%n",
                run,
                images,
                validationImages,
                doneSteps,
                steps);
    }

    @Override
    public void stepped(StepReport report) {
        progress.update(String.format(
                Locale.ROOT,
                "step %d/%d  %d px  loss %.4f  distil %.4f  match %.4f  follow %.3f  class %.3f  ponder %.2f×%.2g  prior %.3f×%.2g  depth %.2f"
                        + "  %.3f GMACs  agree %.2f  |g| %.2f  %s left",
                report.step(),
                steps,
                report.side(),
                report.total(),
                report.distillation(),
                report.matching(),
                report.following(),
                report.classification(),
                report.ponder(),
                report.ponderWeight(),
                report.prior(),
                report.priorWeight(),
                report.cost().meanDepth(),
                report.cost().gmacs(),
                report.agreement(),
                report.gradientNorm(),
                left(report.step())));
    }

    /** At the pace so far, evaluations included. */
    private String left(long step) {
        return InWords.left(progress.elapsed(), step - begun, steps - begun);
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, Path model) {
        out.printf(
                Locale.ROOT,
                "step %d: top-1 %.1f %% (teacher %.1f %%), agreement %.1f %%, %.3f GMACs (%.3f with early exit), mean depth %.2f, class token %.2f  → %s%n",
                step,
                100 * evaluation.top1(),
                100 * evaluation.teacherTop1(),
                100 * evaluation.agreement(),
                evaluation.gmacs(),
                evaluation.gmacsEarlyExit(),
                evaluation.meanDepth(),
                evaluation.classDepth(),
                model);
        try {
            TrainingCurve.draw(run);
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot draw the curves of " + run + " (" + e + ").", e);
        }
    }
}
