package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifier;
import dev.avitstreams.inference.engine.SwappingClassifier;
import dev.avitstreams.inference.model.ModelFingerprint;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.elastic.ServedPoints;
import dev.avitstreams.topology.rollout.AnnouncedFolders;
import dev.avitstreams.topology.rollout.Candidate;
import dev.avitstreams.topology.rollout.ModelSeat;
import dev.avitstreams.topology.startup.StartupChecks;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator that serves, whichever it is: that of the configured model at first, then those of announced ones. All
 * others hold on to this one, and it to the present operator.
 *
 * <p>Thread-safe; the present operator is changed by the roll-out's thread alone.
 */
final class Serving implements ModelSeat, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final AvitConfig config;
    private final UnaryOperator<Backend> around;
    private final SharedTrouble trouble;
    private final Consumer<Operator> onPresent;
    private final SwappingClassifier classifier;
    private volatile Seated present;

    /**
     * An operator in its place.
     *
     * @param model what it runs, to the last byte
     * @param configured whether the configuration named it, not an announcement
     */
    private record Seated(Operator operator, ModelFingerprint model, boolean configured, EngineListener reports) {}

    private Serving(
            AvitConfig config,
            UnaryOperator<Backend> around,
            SharedTrouble trouble,
            Consumer<Operator> onPresent,
            Seated first) {
        this.config = config;
        this.around = around;
        this.trouble = trouble;
        this.onPresent = onPresent;
        this.present = first;
        this.classifier = new SwappingClassifier(first.operator().classifier());
    }

    /**
     * Opens the configured model.
     *
     * @param listener hears of whichever operator serves
     * @param around put around every backend, to watch or to disturb it
     * @param onPresent told which operator serves, at once and after each change
     * @throws dev.avitstreams.inference.model.ModelException naming what is wrong with the model or the device
     */
    static Serving open(
            AvitConfig config, EngineListener listener, UnaryOperator<Backend> around, Consumer<Operator> onPresent) {
        SharedTrouble trouble = new SharedTrouble(listener);
        Seated first = seated(config, Optional.empty(), around, trouble);
        Serving serving = new Serving(config, around, trouble, onPresent, first);
        try {
            serving.seat(first);
        } catch (RuntimeException | Error e) {
            serving.close();
            throw e;
        }
        return serving;
    }

    /** One for all models: what is handed to it is answered by the model that serves then. */
    FrameClassifier classifier() {
        return classifier;
    }

    /** The operator of now; it may be gone a moment later. */
    Operator present() {
        return present.operator();
    }

    @Override
    public boolean runs(Optional<ModelAnnouncement> announced) {
        Seated now = present;
        boolean isThatModel = announced
                .map(a -> now.model().equals(AnnouncedFolders.fingerprint(a)))
                .orElse(now.configured());
        return isThatModel && now.operator().point().equals(pointName(config, announced));
    }

    @Override
    public Candidate prepare(Optional<ModelAnnouncement> announced) {
        Seated next = seated(config, announced, around, trouble);
        return new Candidate() {
            @Override
            public void takeOver() {
                Seated before = present;
                next.operator().goOnFrom(before.operator());
                classifier.swap(next.operator().classifier(), () -> {
                    try {
                        seat(next);
                    } finally {
                        retire(before);
                    }
                });
            }

            @Override
            public void close() {
                next.operator().close();
            }
        };
    }

    private void seat(Seated next) {
        present = next;
        trouble.serves(next.reports());
        onPresent.accept(next.operator());
    }

    /** Whatever comes of it, another serves already. */
    private void retire(Seated before) {
        try {
            before.operator().close();
        } catch (RuntimeException | Error e) {
            LOG.warn("The model that served before could not be closed; its memory may be left until the end", e);
        } finally {
            trouble.over(before.reports());
        }
    }

    private static Seated seated(
            AvitConfig config,
            Optional<ModelAnnouncement> announced,
            UnaryOperator<Backend> around,
            SharedTrouble trouble) {
        ModelFolder model = announced
                .map(new AnnouncedFolders(config.models().roots())::open)
                .orElseGet(() -> ModelFolder.open(config.model().folder()));
        String pointName = pointName(config, announced);
        ServedPoints points = ServedPoints.of(model, pointName, config.elastic());
        StartupChecks.requireFor(config, pointName);
        ModelFingerprint fingerprint =
                ModelFingerprint.of(model); // before there is an operator that it could leave open
        EngineListener reports = trouble.newcomer();
        return new Seated(
                Operator.open(config, model, points, config.operator().backendOptions(), reports, around),
                fingerprint,
                announced.isEmpty(),
                reports);
    }

    static String pointName(AvitConfig config, Optional<ModelAnnouncement> announced) {
        return announced
                .flatMap(a -> Optional.ofNullable(a.getOperatingPoint()))
                .orElse(config.model().operatingPoint());
    }

    /** Not while a roll-out is under way. */
    @Override
    public void close() {
        present.operator().close();
    }
}
