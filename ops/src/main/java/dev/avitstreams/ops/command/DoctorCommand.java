package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.doctor.DeviceCheck;
import dev.avitstreams.ops.doctor.Finding;
import dev.avitstreams.ops.doctor.MachineCheck;
import dev.avitstreams.ops.doctor.NativesCheck;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.startup.CheckResult;
import dev.avitstreams.topology.startup.StartupChecks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit doctor}. */
@Command(
        name = "doctor",
        header = "Check the set-up: Java, native libraries, settings, model, device; with a cluster named, that too.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit doctor                        this machine and the bundled model",
            "  avit doctor --config avit.yaml     also broker, topics, registry, schemas",
            "",
            "Exit code 1 where something is marked ✗."
        })
final class DoctorCommand extends AvitCommand {

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the findings as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() {
        List<Finding> findings = new ArrayList<>();
        AvitConfig config = cluster.load();
        tell(findings, MachineCheck.run());
        tell(findings, NativesCheck.run());
        List<CheckResult> service = cluster.isGiven() ? StartupChecks.run(config) : StartupChecks.local(config);
        tell(findings, service.stream().map(Finding::of).toList());
        if (!cluster.isGiven()) {
            out().println("  (name a cluster with --config or --bootstrap to have it checked too)");
        }
        if (service.stream().noneMatch(CheckResult.Refused.class::isInstance)) {
            tell(findings, List.of(DeviceCheck.run(config)));
        }
        if (json != null) {
            JsonReport.write(json, findings);
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.AILING)
                ? ExitStatus.GATE_FAILED
                : ExitStatus.OK;
    }

    private void tell(List<Finding> all, List<Finding> found) {
        found.forEach(finding -> out().printf(
                        Locale.ROOT, "%s %-9s %s%n", finding.verdict().sign(), finding.subject(), finding.sentence()));
        out().flush();
        all.addAll(found);
    }
}
