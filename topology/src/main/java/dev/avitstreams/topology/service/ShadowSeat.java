package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFingerprint;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.elastic.ServedPoints;
import dev.avitstreams.topology.rollout.AnnouncedFolders;
import dev.avitstreams.topology.rollout.Candidate;
import dev.avitstreams.topology.rollout.ModelSeat;
import dev.avitstreams.topology.shadow.Shadow;
import dev.avitstreams.topology.shadow.ShadowShare;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the shadow model sits; empty unless one is announced. Its trouble is logged and nothing else: neither health nor
 * the serving operator hears of it. Changed by the roll-out's thread alone.
 */
final class ShadowSeat implements ModelSeat, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowSeat.class);

    private final AvitConfig config;
    private final Shadow shadow;
    private final Consumer<Optional<Operator>> onPresent;
    private volatile @Nullable Seated present;

    /** @param pointName as announced or configured; by load, it is the best point that runs */
    private record Seated(
            Operator operator, ModelFingerprint model, String pointName, ShadowShare share, Reports reports) {}

    /** @param onPresent told which operator is the shadow after each change */
    ShadowSeat(AvitConfig config, Shadow shadow, Consumer<Optional<Operator>> onPresent) {
        this.config = config;
        this.shadow = shadow;
        this.onPresent = onPresent;
    }

    @Override
    public boolean runs(Optional<ModelAnnouncement> announced) {
        Seated now = present;
        if (now == null || announced.isEmpty()) {
            return now == null && announced.isEmpty();
        }
        return !now.reports().isLost
                && now.model().equals(AnnouncedFolders.fingerprint(announced.get()))
                && now.pointName().equals(Serving.pointName(config, announced))
                && now.share().share() == announced.get().getShadowShare();
    }

    @Override
    public Candidate prepare(Optional<ModelAnnouncement> announced) {
        Seated next = announced.map(this::open).orElse(null);
        return new Candidate() {
            @Override
            public void takeOver() {
                seat(next);
            }

            @Override
            public void close() {
                if (next != null) {
                    next.operator().close();
                }
            }
        };
    }

    private void seat(@Nullable Seated next) {
        Seated before = present;
        present = next;
        onPresent.accept(Optional.ofNullable(next).map(Seated::operator));
        if (next == null) {
            shadow.rest();
        } else {
            shadow.compareWith(next.operator().classifier(), next.share());
        }
        if (before != null) {
            before.operator().close();
        }
    }

    private Seated open(ModelAnnouncement announced) {
        ShadowShare share = share(announced.getShadowShare());
        ModelFolder model = new AnnouncedFolders(config.models().roots()).open(announced);
        ModelFingerprint fingerprint =
                ModelFingerprint.of(model); // before there is an operator that it could leave open
        String pointName = Serving.pointName(config, Optional.of(announced));
        // By load it would choose by its share of the frames, and be compared at now this point, now that.
        ServedPoints points =
                ServedPoints.of(model, pointName, config.elastic()).fixed();
        Reports reports = new Reports();
        Operator operator = Operator.open(config, model, points, options(share), reports, UnaryOperator.identity());
        return new Seated(operator, fingerprint, pointName, share, reports);
    }

    private static ShadowShare share(double share) {
        try {
            return new ShadowShare(share);
        } catch (IllegalArgumentException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /** On a CPU no more workers than the share asks for, so that it takes no more than its part of the machine. */
    private BackendOptions options(ShadowShare share) {
        BackendOptions configured = config.operator().backendOptions();
        int workers = Math.max(1, (int) Math.ceil(configured.workers() * share.share()));
        return new BackendOptions(configured.device(), workers, configured.depthMaps(), configured.precision());
    }

    /** Not while a roll-out is under way. */
    @Override
    public void close() {
        seat(null);
    }

    private static final class Reports implements EngineListener {
        private volatile boolean isLost;

        @Override
        public void operatorLost(String reason) {
            isLost = true;
            LOG.warn("The shadow model is lost until another is announced; labels are not affected: {}", reason);
        }
    }
}
