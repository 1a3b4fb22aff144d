package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.rollout.AnnouncementTopic;
import dev.avitstreams.ops.rollout.InstanceModels;
import dev.avitstreams.ops.rollout.ModelPages;
import dev.avitstreams.ops.rollout.UnansweredException;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.rollout.ModelRole;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avit model status}. */
@Command(
        name = "status",
        header = "Show which models are announced, and what instances run.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit model status --config avit.yaml",
            "  avit model status --service http://127.0.0.1:8080 --config avit.yaml"
        })
final class ModelStatusCommand extends AvitCommand {

    @Mixin
    private final ServiceOptions services = new ServiceOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() throws UnansweredException {
        List<URI> instances = services.addresses();
        AvitConfig config = cluster.load();
        Map<ModelRole, Optional<ModelAnnouncement>> announced;
        try (AvroSerdes serdes = ClusterOptions.serdes(config)) {
            announced = new AnnouncementTopic(config, serdes)
                    .read(remark -> err().println("avit: " + Printable.of(remark)));
        }
        ModelPages pages = new ModelPages(config.http().token());
        for (ModelRole role : ModelRole.values()) {
            out().println(role.label());
            out().println("  announced  "
                    + announced
                            .getOrDefault(role, Optional.empty())
                            .map(ModelStatusCommand::described)
                            .orElse(role == ModelRole.SERVING ? "nothing: the configured model" : "nothing"));
            for (URI service : instances) {
                out().println("  " + pages.ask(service, role).describe());
            }
        }
        return ExitStatus.OK;
    }

    private static String described(ModelAnnouncement a) {
        return Printable.of(
                a.getName() + " " + a.getVersion() + " (" + InstanceModels.shortened(a.getWeightsSha256()) + ") in "
                        + a.getFolder()
                        + (a.getOperatingPoint() == null ? "" : " at " + a.getOperatingPoint())
                        + (a.getShadowShare() == 0 ? "" : ", share " + a.getShadowShare())
                        + ", " + a.getAnnouncedAt()
                        + (a.getAnnouncedBy() == null ? "" : " by " + a.getAnnouncedBy()));
    }
}
