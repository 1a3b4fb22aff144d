package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.evaluation.Replay;
import dev.avitstreams.ops.evaluation.gate.JunitXml;
import dev.avitstreams.ops.evaluation.page.ReportPage;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that an evaluation's report is written to. */
final class ReportOptions {

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the gates as JUnit XML.")
    private @Nullable Path junit;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one page that needs no network.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    /**
     * @param report of the result, with its gates
     * @param missing why the data is incomplete, sentences
     */
    void write(EvaluationReport report, Replay.Result result, List<String> missing) {
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (html != null) {
            ReportPage.write(html, report, result.gallery(), result.labels(), missing);
        }
        if (junit != null) {
            JunitXml.write(junit, report.gates(), missing, report.measured().seconds());
        }
    }
}
