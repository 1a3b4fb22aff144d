package dev.avitstreams.ops.training;

import dev.avitstreams.inference.training.TrainingRun;
import dev.avitstreams.ops.picture.LineChart;
import dev.avitstreams.ops.picture.LineChart.Curve;
import dev.avitstreams.ops.picture.LineChart.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws the tables of a training: parts of the loss, depth, compute, accuracy. */
public final class TrainingCurve {
    private static final String FILE = "curve.png";
    /** Points a curve is reduced to, so that noise does not hide its course. */
    private static final int MOST_POINTS = 200;

    private TrainingCurve() {}

    /** @return the picture, in the folder of the training */
    public static Path draw(Path run) throws IOException {
        CsvTable steps = CsvTable.read(run.resolve(TrainingRun.STEPS));
        CsvTable whole = steps.withLargest("side"); // what evaluations look at
        CsvTable evaluations = CsvTable.read(run.resolve(TrainingRun.EVALUATIONS));
        List<Panel> panels = List.of(
                new Panel(
                        "task loss",
                        List.of(
                                smooth(steps, "distillation"),
                                smooth(steps, "matching"),
                                smooth(steps, "classification"))),
                new Panel(
                        "halting loss",
                        List.of(smooth(steps, "ponder"), smooth(steps, "prior"), smooth(steps, "following"))),
                new Panel("depth", List.of(smooth(whole, "meanDepth"), smooth(whole, "classDepth"))),
                new Panel("GMACs", List.of(smooth(whole, "gmacs"), points(evaluations, "gmacs", "validation"))),
                new Panel(
                        "validation",
                        List.of(
                                points(evaluations, "top1", "top-1"),
                                points(evaluations, "teacherTop1", "teacher"),
                                points(evaluations, "agreement", "agreement"))));
        Path picture = run.resolve(FILE);
        ImageIO.write(LineChart.draw(panels, "steps"), "png", picture.toFile());
        return picture;
    }

    private static Curve points(CsvTable table, String column, String name) {
        return new Curve(name, table.column("step"), table.column(column), true);
    }

    /** Means over equal stretches. */
    private static Curve smooth(CsvTable table, String column) {
        double[] x = table.column("step");
        double[] y = table.column(column);
        int stretch = Math.max(1, (x.length + MOST_POINTS - 1) / MOST_POINTS);
        int points = (x.length + stretch - 1) / stretch;
        double[] meanX = new double[points];
        double[] meanY = new double[points];
        for (int point = 0; point < points; point++) {
            int end = Math.min(x.length, (point + 1) * stretch);
            for (int i = point * stretch; i < end; i++) {
                meanX[point] += x[i] / (end - point * stretch);
                meanY[point] += y[i] / (end - point * stretch);
            }
        }
        return new Curve(column, meanX, meanY, false);
    }
}
