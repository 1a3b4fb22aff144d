package dev.avitstreams.topology.service;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.topology.metrics.AvitMetrics;
import dev.avitstreams.topology.rollout.ModelRole;
import dev.avitstreams.topology.rollout.ModelsPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log, the meters and {@code /models} which operator serves, and at which point.
 *
 * @param objective of points chosen by load
 */
record ServingReports(AvitMetrics metrics, ModelsPage page, Duration objective) {
    private static final Logger LOG = LoggerFactory.getLogger(ServingReports.class);

    /** From now on it is this one, at the point it was opened at. */
    void serves(Operator operator) {
        ModelIdentity model = operator.classifier().model();
        String point = operator.points().name();
        page.runs(
                ModelRole.SERVING, Optional.of(new ModelsPage.Running(model, point, operator.device(), Instant.now())));
        meters(operator, point);
        LOG.info(
                "Operator ready model={} version={} point={} device=\"{}\"",
                model.name(),
                model.version(),
                point,
                operator.device());
    }

    /** It goes on at another point. */
    void runsAt(Operator operator, String point) {
        page.runsAt(ModelRole.SERVING, point);
        meters(operator, point);
    }

    private void meters(Operator operator, String point) {
        metrics.model(operator.classifier().model(), point, operator.device());
        Optional<Ladder> among =
                point.equals(ModelManifest.ELASTIC) ? operator.points().ladder() : Optional.empty();
        among.ifPresentOrElse(ladder -> metrics.elastic(ladder.size(), objective), metrics::notElastic);
    }
}
