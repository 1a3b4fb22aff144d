package dev.avitstreams.topology.service;

import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.metrics.AvitMetrics;
import dev.avitstreams.topology.metrics.RollOutResult;
import dev.avitstreams.topology.rollout.ModelRole;
import dev.avitstreams.topology.rollout.ModelsPage;
import dev.avitstreams.topology.rollout.ModelsPage.Stage;
import dev.avitstreams.topology.rollout.RollOutListener;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on how roll-outs go, to the log, the meters and {@code /models}. */
record RollOutReports(AvitMetrics metrics, ModelsPage page) implements RollOutListener {
    private static final Logger LOG = LoggerFactory.getLogger(RollOutReports.class);

    @Override
    public void loading(ModelRole role, Optional<ModelAnnouncement> announced) {
        page.rollOut(role, announced, Stage.LOADING, "");
        LOG.info("Loading {}; what runs goes on meanwhile", what(role, announced));
    }

    @Override
    public void running(ModelRole role, Optional<ModelAnnouncement> announced, boolean changed) {
        page.rollOut(role, announced, Stage.RUNNING, "");
        metrics.refused(role.label(), false);
        if (changed) {
            metrics.rollOut(role.label(), RollOutResult.RUNNING);
        }
        LOG.info(changed ? "Runs: {}" : "Runs already: {}", what(role, announced));
    }

    @Override
    public void refused(ModelRole role, Optional<ModelAnnouncement> announced, String reason) {
        page.rollOut(role, announced, Stage.REFUSED, reason);
        metrics.refused(role.label(), true);
        metrics.rollOut(role.label(), RollOutResult.REFUSED);
        LOG.error("Refused {}; what ran before goes on. {}", what(role, announced), reason);
    }

    @Override
    public void superseded(ModelRole role, Optional<ModelAnnouncement> announced) {
        metrics.rollOut(role.label(), RollOutResult.SUPERSEDED);
        LOG.info("Gave up {}: another was announced", what(role, announced));
    }

    private static String what(ModelRole role, Optional<ModelAnnouncement> announced) {
        return announced
                .map(a -> "the announced " + role.label() + " model " + a.getName() + " " + a.getVersion() + " in "
                        + a.getFolder())
                .orElse(role == ModelRole.SERVING ? "the configured serving model" : "no shadow model");
    }
}
