package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.doctor.ClusterCheck;
import dev.avitstreams.ops.doctor.Finding;
import dev.avitstreams.ops.doctor.MachineCheck;
import dev.avitstreams.ops.doctor.ModelCheck;
import dev.avitstreams.ops.doctor.NativesCheck;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
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
        header = "Check the set-up: Java, native libraries, model, device; with a cluster named, that too.",
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
        tell(findings, ModelCheck.run(config.model().folder(), backend(config)));
        if (cluster.isGiven()) {
            var catalogue = ClusterOptions.catalogue(config);
            tell(findings, ClusterCheck.topics(StreamsSettings.admin(config), catalogue));
            tell(findings, ClusterCheck.schemas(ClusterOptions.registry(config), catalogue));
        } else {
            out().println("  (name a cluster with --config or --bootstrap to have it checked too)");
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

    private static BackendOptions backend(AvitConfig config) {
        return new BackendOptions(
                DevicePreference.valueOf(config.operator().device().name()),
                config.operator().workers().orElse(Runtime.getRuntime().availableProcessors()),
                Completeness.COMPLETE);
    }
}
