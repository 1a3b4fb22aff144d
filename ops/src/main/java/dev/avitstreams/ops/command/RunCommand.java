package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.topology.config.AvitConfig;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit run}. */
@Command(
        name = "run",
        header = "The service: frames in, labels and halting depths out, exactly once.",
        description = {
            "",
            "Runs until SIGTERM or Ctrl-C, then commits what was processed and leaves the group. Start as many "
                    + "instances as there are partitions, each with a --config that differs in state-dir and "
                    + "http.port where they share a machine. A broker or registry that is down is waited for: "
                    + "/readyz says why the service is not ready. An operator that hangs or stays broken ends the "
                    + "process with exit code 5: whatever started it should start it again."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit run --config avit.yaml",
            "  avit run --config avit.yaml --validate",
            "  avit run --bootstrap localhost:9092 --registry http://localhost:8081",
            "",
            "Every setting can be an environment variable: AVIT_HTTP_PORT=8081."
        })
final class RunCommand extends AvitCommand {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--validate", description = "Check the configuration and end.")
    private boolean validate;

    @Option(
            names = "--print-effective",
            description = "Print the whole configuration, defaults filled in and secrets redacted, and end.")
    private boolean printEffective;

    @Override
    protected ExitStatus execute() {
        AvitConfig config = cluster.load();
        if (printEffective) {
            out().print(config.effective());
            out().flush();
        }
        if (validate) {
            err().println("The configuration is valid.");
        }
        if (validate || printEffective) {
            return ExitStatus.OK;
        }
        ServiceRun.untilStopped(config, UnaryOperator.identity(), err());
        return ExitStatus.OK;
    }
}
