package dev.avitstreams.topology.service;

import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.ReferencedImages;
import dev.avitstreams.topology.metrics.AvitMetrics;
import dev.avitstreams.topology.rollout.ModelRole;
import dev.avitstreams.topology.rollout.ModelsPage;
import dev.avitstreams.topology.shadow.ComparisonPublisher;
import dev.avitstreams.topology.shadow.Shadow;
import dev.avitstreams.topology.shadow.ShadowResult;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a service has beside its stream where it takes announcements: their roll-outs, and the shadow.
 *
 * @param shadow looks on at the frames
 */
record Announced(Shadow shadow, ShadowSeat seat, RollOuts rollOuts, ComparisonPublisher publisher)
        implements AutoCloseable {

    static Announced start(
            AvitConfig config,
            AvroSerdes serdes,
            Serving serving,
            ImageEventReader events,
            ReferencedImages references,
            AvitMetrics metrics,
            ModelsPage models) {
        metrics.announcements(
                Arrays.stream(ModelRole.values()).map(ModelRole::label).toList(),
                Arrays.stream(ShadowResult.values()).map(ShadowResult::tag).toList());
        ComparisonPublisher publisher = ComparisonPublisher.of(
                StreamsSettings.producer(config),
                serdes.of(ShadowComparison.class).serializer(),
                config.topics().shadowComparisons());
        Shadow shadow = new Shadow(
                events, references, publisher, result -> metrics.shadowFrame(result.tag()), Clock.systemUTC());
        ShadowSeat seat = new ShadowSeat(config, shadow, operator -> present(metrics, models, operator));
        RollOuts rollOuts = RollOuts.start(config, serdes, serving, seat, new RollOutReports(metrics, models));
        return new Announced(shadow, seat, rollOuts, publisher);
    }

    private static void present(AvitMetrics metrics, ModelsPage models, Optional<Operator> operator) {
        operator.ifPresentOrElse(
                now -> metrics.shadow(now.classifier().model(), now.points().name()), metrics::noShadow);
        models.runs(
                ModelRole.SHADOW,
                operator.map(now -> new ModelsPage.Running(
                        now.classifier().model(), now.points().name(), now.device(), Instant.now())));
    }

    void awaitFirst() throws InterruptedException {
        rollOuts.awaitFirst();
    }

    @Override
    public void close() {
        rollOuts.close();
        publisher.close(); // first: what the shadow still finishes would wait for a broker
        seat.close();
    }
}
