package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.operator.DisobedientBackend;
import dev.avitstreams.ops.chaos.operator.OrderFile;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit chaos instance}: {@code avit run} with an operator that takes orders from a file. Started by chaos runs. */
@Command(name = "instance", hidden = true, header = "An instance whose operator misbehaves when told to.")
final class ChaosInstanceCommand extends AvitCommand {
    private static final Duration BEYOND = Duration.ofSeconds(1);

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "Orders are read beside it.")
    private Path file = Path.of("");

    @Override
    protected ExitStatus execute() {
        AvitConfig config = AvitConfig.load(file, Map.of());
        OrderFile orders = OrderFile.beside(file);
        Duration stall = config.operator().timeout().plus(BEYOND);
        ServiceRun.untilStopped(config, backend -> new DisobedientBackend(backend, orders, stall), err());
        return ExitStatus.OK;
    }
}
