package dev.avitstreams.ops.command;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFingerprint;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.rollout.AnnouncementTopic;
import dev.avitstreams.ops.rollout.ModelPages;
import dev.avitstreams.ops.rollout.RollOutWait;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.Durations;
import dev.avitstreams.topology.elastic.ServedPoints;
import dev.avitstreams.topology.rollout.AnnouncedFolders;
import dev.avitstreams.topology.rollout.ModelRole;
import dev.avitstreams.topology.shadow.ShadowShare;
import dev.avitstreams.topology.startup.StartupChecks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit model deploy}. */
@Command(
        name = "deploy",
        header = "Announce a model to the running instances, which change to it without a restart.",
        description = {
            "",
            "Verifies the folder, then writes its digests and place to the topic of models. Each instance of the "
                    + "application loads it beside the model that serves, verifies, warms and self-tests it, and changes "
                    + "between two frames; or goes on with the old one, saying why. Instances take announcements if "
                    + "models.roots is set."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit model deploy /models/tiny-2 --config avit.yaml",
            "  avit model deploy /models/tiny-2 --shadow --share 0.1 --config avit.yaml",
            "  avit model deploy --withdraw --config avit.yaml          back to the configured model",
            "",
            "Exit code 1 if an instance that was waited for refused, 3 if one was not done in time."
        })
final class ModelDeployCommand extends AvitCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The model's folder; not with --withdraw.")
    private @Nullable Path folder;

    @Option(
            names = "--at",
            paramLabel = "PATH",
            description =
                    "Where instances find the folder, if not at its path here. Absolute, below one of models.roots.")
    private @Nullable String at;

    @Option(
            names = "--point",
            paramLabel = "NAME",
            description = "Operating point of the model. Default: the one that instances have configured.")
    private @Nullable String point;

    @Option(names = "--shadow", description = "Not to serve, but to compute a share of the frames too and be compared.")
    private boolean shadow;

    @Option(
            names = "--share",
            paramLabel = "X",
            description = "Of a shadow: share of the frames, above 0 and at most 1. Default: 0.1.")
    private @Nullable Double share;

    @Option(
            names = "--withdraw",
            description = "Take the announcement back: to the configured model, or with --shadow to no shadow.")
    private boolean withdraw;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "Wait for the instances given by --service, for at most so long: 60s, 5m.")
    private @Nullable String wait;

    @Mixin
    private final ServiceOptions services = new ServiceOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() {
        List<URI> instances = services.addresses();
        Optional<Duration> patience = patience(instances);
        requireSense();
        AvitConfig config = cluster.load();
        ModelRole role = shadow ? ModelRole.SHADOW : ModelRole.SERVING;
        Optional<ModelAnnouncement> announcement = withdraw ? Optional.empty() : Optional.of(announcement(config));
        try (AvroSerdes serdes = ClusterOptions.serdes(config)) {
            new AnnouncementTopic(config, serdes).write(role, announcement);
        }
        out().println(said(config, role, announcement));
        out().flush();
        return patience.map(atMost -> await(instances, config, role, announcement, atMost))
                .orElse(ExitStatus.OK);
    }

    private Optional<Duration> patience(List<URI> instances) {
        if ((wait == null) != instances.isEmpty()) {
            throw CommandFailure.usage("--wait and --service belong together: how long, and for whom.");
        }
        try {
            return Optional.ofNullable(wait).map(Durations::parse);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--wait is '" + wait + "', " + e.getMessage() + ".");
        }
    }

    private void requireSense() {
        if (withdraw == (folder != null)) {
            throw CommandFailure.usage("Give a model's folder, or --withdraw.");
        }
        if (withdraw && (point != null || at != null || share != null)) {
            throw CommandFailure.usage("--withdraw takes neither --point nor --at nor --share.");
        }
        if (share != null && !shadow) {
            throw CommandFailure.usage("--share is of a shadow: give --shadow too.");
        }
    }

    private ModelAnnouncement announcement(AvitConfig config) {
        if (!config.models().takesAnnouncements()) {
            throw CommandFailure.usage(
                    "models.roots is empty in this configuration, so instances take no announcement. Name the folder "
                            + "that models lie in.");
        }
        Path here = folder == null ? Path.of("") : folder;
        ModelFolder model = ModelFolder.open(here);
        String pointName = point == null ? config.model().operatingPoint() : point;
        ServedPoints unused = ServedPoints.of(model, pointName, config.elastic()); // or says which there are
        if (!shadow) { // which keeps to one point
            StartupChecks.requireFor(config, pointName);
        }
        ModelFingerprint fingerprint = ModelFingerprint.of(model);
        return ModelAnnouncement.newBuilder()
                .setName(model.identity().name())
                .setVersion(model.identity().version())
                .setWeightsSha256(fingerprint.weightsSha256())
                .setManifestSha256(fingerprint.manifestSha256())
                .setLabelsSha256(fingerprint.labelsSha256())
                .setFolder(place(config, here))
                .setOperatingPoint(point)
                .setShadowShare(shadow ? checkedShare() : 0)
                .setAnnouncedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setAnnouncedBy(System.getProperty("user.name"))
                .build();
    }

    /** Where instances will look, which must be where they may. */
    private String place(AvitConfig config, Path here) {
        List<Path> roots = config.models().roots();
        if (at == null) {
            try {
                String path = here.toAbsolutePath().normalize().toString();
                new AnnouncedFolders(roots).allowed(path);
                return path;
            } catch (ModelException e) {
                throw CommandFailure.usage(e.getMessage() + " Copy it there, or give --at.");
            }
        }
        Path there = Path.of(at);
        boolean inside = roots.stream()
                .anyMatch(root ->
                        there.normalize().startsWith(root.toAbsolutePath().normalize()));
        if (!there.isAbsolute() || !inside) {
            throw CommandFailure.usage("--at is '" + at
                    + "', must be an absolute path below one of models.roots, which are " + roots + ".");
        }
        return there.normalize().toString();
    }

    private double checkedShare() {
        try {
            return new ShadowShare(share == null ? 0.1 : share).share();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static String said(AvitConfig config, ModelRole role, Optional<ModelAnnouncement> announcement) {
        String whom = "Instances of " + config.applicationId();
        return announcement
                .map(a -> "announced  " + a.getName() + " " + a.getVersion() + " as " + role.label() + " in "
                        + a.getFolder() + "\n" + whom
                        + " that take announcements load it, verify, warm and self-test it"
                        + (role == ModelRole.SERVING
                                ? ", then serve with it; one that cannot goes on with its model."
                                : ", then compute " + a.getShadowShare() + " of their frames with it too."))
                .orElse("taken back\n" + whom
                        + (role == ModelRole.SERVING ? " go back to their configured model." : " end their shadow."));
    }

    private ExitStatus await(
            List<URI> instances,
            AvitConfig config,
            ModelRole role,
            Optional<ModelAnnouncement> announcement,
            Duration atMost) {
        RollOutWait waiting = new RollOutWait(new ModelPages(config.http().token()), role, announcement, instances);
        try (StopSignal stop = StopSignal.ofProcess()) {
            RollOutWait.Outcome outcome = waiting.await(atMost, stop, line -> {
                out().println(line);
                out().flush();
            });
            if (outcome.open().isEmpty()) {
                return outcome.isRefused() ? ExitStatus.GATE_FAILED : ExitStatus.OK;
            }
            err().println("avit: not done within " + wait + "; it goes on, `avit model status` tells how:");
            outcome.open().forEach(line -> err().println("avit:   " + line));
            return ExitStatus.INCOMPLETE_DATA;
        }
    }
}
