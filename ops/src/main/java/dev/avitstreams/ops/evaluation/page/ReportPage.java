package dev.avitstreams.ops.evaluation.page;

import dev.avitstreams.ops.evaluation.contest.Gallery;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import java.nio.file.Path;
import java.util.List;

public final class ReportPage {
    private ReportPage() {}

    public static void write(Path f, EvaluationReport r, Gallery g, List<String> m) {}
}
