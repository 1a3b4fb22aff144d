package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.dashboard.Dashboard;
import dev.avitstreams.ops.dashboard.DashboardPlan;
import dev.avitstreams.ops.dashboard.source.RemoteMetrics;
import dev.avitstreams.topology.config.AvitConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit dashboard}. */
@Command(
        name = "dashboard",
        header = "The live page: what each camera shows, where the model looked, what was saved.",
        description = {
            "",
            "Only reads from the cluster, without a consumer group. The page needs nothing from the internet."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit dashboard --config avit.yaml",
            "  avit dashboard --metrics http://127.0.0.1:8080/metrics --dense-millis 35",
            "  avit dashboard --privacy                   maps and labels, no pixels",
            "  avit dashboard --host 0.0.0.0              for others too, with the token it prints"
        })
final class DashboardCommand extends AvitCommand {
    private static final Duration LONG = Duration.ofHours(1);

    @Option(names = "--port", paramLabel = "P", description = "To listen on; 0 for any free one. Default: 8090.")
    private int port = 8090;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "To listen on. One that others can reach needs a token. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(
            names = "--metrics",
            paramLabel = "URL",
            description =
                    "/metrics of an instance of the service, for what only it knows; may be repeated. It is shown "
                            + "http.token of the configuration, if that is set.")
    private List<URI> metrics = List.of();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() {
        metrics.forEach(DashboardCommand::requireHttp);
        AvitConfig config = cluster.load();
        DashboardPlan plan;
        try {
            plan = new DashboardPlan(
                    host,
                    port,
                    page.token(host),
                    page.privacy(),
                    page.denseMillis(),
                    page.maxCameras(),
                    metrics.isEmpty() ? Optional.empty() : Optional.of(remote(config)),
                    FrameCommands.on(commandLine(), cluster.asTyped()),
                    path -> Optional.empty());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + ".");
        }
        try (StopSignal stop = StopSignal.ofProcess();
                Dashboard dashboard = Dashboard.start(config, plan)) {
            out().println("page  " + dashboard.url());
            out().flush();
            err().println("Ctrl-C stops it");
            while (!stop.await(LONG)) {
                // nothing to do but to be there
            }
        }
        return ExitStatus.OK;
    }

    /** Those of the same configuration, so of the same token. */
    private RemoteMetrics remote(AvitConfig config) {
        return new RemoteMetrics(metrics, config.http().token());
    }

    private static void requireHttp(URI address) {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()) || address.getHost() == null) {
            throw CommandFailure.usage(
                    "--metrics is '" + address + "', must be an address such as http://127.0.0.1:8080/metrics.");
        }
    }
}
