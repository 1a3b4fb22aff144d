package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.savings.Moments;
import dev.avitstreams.ops.savings.SavingsLedger;
import dev.avitstreams.ops.savings.SavingsReport;
import dev.avitstreams.ops.savings.SavingsTable;
import dev.avitstreams.ops.savings.Span;
import dev.avitstreams.ops.savings.SummaryReader;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit savings}. */
@Command(
        name = "savings",
        header = "What halting saved, by camera and hour, and which cameras' scenes have changed.",
        description = {
            "",
            "Adds up the halting summaries of a span of time. Compute is counted in multiply-accumulates (MACs); time is "
                    + "not told from them. A cost, if one is given, is shared out by MACs."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit savings                                  the last day, by the hour",
            "  avit savings --from 7d --bucket 1d --hourly-cost 0.10",
            "  avit savings --from 2026-11-25T08:00Z --to 2026-11-25T18:00Z --json savings.json",
            "  avit savings --from 2h --bucket 5m --fail-on-drift",
            "",
            "Exit code 3 if the span holds no frame, 1 with --fail-on-drift if depths have moved."
        })
final class SavingsCommand extends AvitCommand {

    @Option(names = "--from", paramLabel = "TIME", description = "A time, or how long ago. Default: 24h.")
    private String from = "24h";

    @Option(names = "--to", paramLabel = "TIME", description = "Likewise, exclusive. Default: now.")
    private String to = "now";

    @Option(names = "--bucket", paramLabel = "LENGTH", description = "5m, 1h, 1d. Default: 1h.")
    private String bucket = "1h";

    @Option(
            names = "--hourly-cost",
            paramLabel = "X",
            description =
                    "What all instances together cost an hour, in any currency: gives the cost of a thousand frames.")
    private @Nullable Double hourlyCost;

    @Option(
            names = "--drift-layers",
            paramLabel = "X",
            description = "Layers by which tokens must halt elsewhere, on average, for an alarm. Default: 0.5.")
    private double driftLayers = 0.5;

    @Option(names = "--fail-on-drift", description = "Exit code 1 if a camera's depths have moved.")
    private boolean failOnDrift;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() {
        Span span = span();
        AvitConfig config = cluster.load();
        SavingsLedger ledger = new SavingsLedger(span);
        boolean complete;
        try (StopSignal stop = StopSignal.ofProcess();
                AvroSerdes serdes = new AvroSerdes(config.registry().client());
                Progress progress = progress()) {
            complete = SummaryReader.read(config, serdes, span, ledger, () -> {
                progress.update("Reading summaries …");
                return !stop.isRequested();
            });
        }
        SavingsReport report = SavingsReport.of(
                ledger,
                complete,
                hourlyCost == null ? OptionalDouble.empty() : OptionalDouble.of(hourlyCost),
                driftLayers);
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (report.overall().frames() == 0) {
            err().println("avit: no frame was summarised from " + span.from() + " to " + span.to()
                    + ". Give an earlier --from.");
            return ExitStatus.INCOMPLETE_DATA;
        }
        out().print(SavingsTable.of(report));
        out().flush();
        if (!complete) {
            return ExitStatus.INCOMPLETE_DATA;
        }
        return failOnDrift && !report.driftAlarms().isEmpty() ? ExitStatus.GATE_FAILED : ExitStatus.OK;
    }

    private Span span() {
        Instant now = Instant.now();
        try {
            if (hourlyCost != null && !(hourlyCost > 0)) {
                throw new IllegalArgumentException("--hourly-cost is " + hourlyCost + ", must be above 0");
            }
            if (!(driftLayers > 0)) {
                throw new IllegalArgumentException("--drift-layers is " + driftLayers + ", must be above 0");
            }
            return new Span(
                    Moments.parse("--from", from, now),
                    Moments.parse("--to", to, now),
                    Moments.length("--bucket", bucket));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + ".");
        }
    }
}
