package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.image.ImageReferenceReader;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.OAuthEndpoints;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.elastic.CameraPriorities;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.FrameFacts;
import dev.avitstreams.topology.frames.FrameOnlooker;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.ProcessedFrame;
import dev.avitstreams.topology.frames.ReferencedImages;
import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.HealthState;
import dev.avitstreams.topology.health.ServiceEndpoints;
import dev.avitstreams.topology.metrics.AvitMetrics;
import dev.avitstreams.topology.microbatch.LookAhead;
import dev.avitstreams.topology.microbatch.OutcomeWait;
import dev.avitstreams.topology.pipeline.FramePipeline;
import dev.avitstreams.topology.rollout.ModelsPage;
import dev.avitstreams.topology.startup.ClusterMonitor;
import dev.avitstreams.topology.startup.StartupChecks;
import dev.avitstreams.topology.startup.StartupRefusedException;
import dev.avitstreams.topology.summary.EventTime;
import dev.avitstreams.topology.summary.WindowSpec;
import dev.avitstreams.topology.tracing.FrameTracer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: operator, topology, endpoints. What cannot be put right without a new start (the configuration,
 * the model) fails {@link #start}; what can (broker, registry, topics) is waited for, not ready, saying why.
 *
 * <p>Closing stops taking frames, commits what was processed and releases everything; it may be called from any thread,
 * also a shutdown hook's.
 */
public final class AvitService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AvitService.class);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    /** Longer than a poll's frames can wait for their turn before the consumer is taken for dead. */
    private static final Duration LOOK_AHEAD_MAX_AGE = Duration.ofMinutes(6);

    private final HealthState health;
    private final AvitMetrics metrics;
    private final ServiceEndpoints endpoints;
    private final Serving serving;
    private final Optional<Announced> announced;
    private final AvroSerdes serdes;
    private final Supervisor supervisor;
    private final CompletableFuture<Void> ended;

    private AvitService(
            HealthState health,
            AvitMetrics metrics,
            ServiceEndpoints endpoints,
            Serving serving,
            Optional<Announced> announced,
            AvroSerdes serdes,
            Supervisor supervisor,
            CompletableFuture<Void> ended) {
        this.health = health;
        this.metrics = metrics;
        this.endpoints = endpoints;
        this.serving = serving;
        this.announced = announced;
        this.serdes = serdes;
        this.supervisor = supervisor;
        this.ended = ended;
    }

    /**
     * Opens the endpoints and the operator, and starts to wait for the cluster.
     *
     * @throws StartupRefusedException if the settings contradict each other or the model is not as configured
     * @throws dev.avitstreams.inference.model.ModelException if the device is not as configured
     * @throws dev.avitstreams.topology.health.AddressUnavailableException if the port is taken
     */
    public static AvitService start(AvitConfig config) {
        return start(config, UnaryOperator.identity());
    }

    /**
     * As {@link #start(AvitConfig)}.
     *
     * @param around put around the operator's backend, to watch or to disturb it
     */
    public static AvitService start(AvitConfig config, UnaryOperator<Backend> around) {
        OAuthEndpoints.allow(config);
        StartupChecks.requireNoneRefused(StartupChecks.local(config));
        HealthState health = new HealthState();
        AvitMetrics metrics = new AvitMetrics(config.metrics().maxCameras());
        ModelsPage models = new ModelsPage();
        LiveTuning tuning = new LiveTuning(
                config,
                metrics,
                new ServingReports(metrics, models, config.elastic().latencyObjective()));
        ServiceEndpoints endpoints = ServiceEndpoints.start(
                config.http(), health, metrics::scrape, tuning::effective, models::json, tuning::control);
        try {
            return start(config, health, metrics, models, endpoints, tuning, around);
        } catch (RuntimeException | Error e) {
            endpoints.close();
            metrics.close();
            throw e;
        }
    }

    private static AvitService start(
            AvitConfig config,
            HealthState health,
            AvitMetrics metrics,
            ModelsPage models,
            ServiceEndpoints endpoints,
            LiveTuning tuning,
            UnaryOperator<Backend> around) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Serving serving = Serving.open(
                config,
                new EngineReports(
                        metrics, health, reason -> ended.completeExceptionally(new OperatorLostException(reason))),
                around,
                tuning::present);
        try {
            return start(config, health, metrics, models, endpoints, serving, ended);
        } catch (RuntimeException | Error e) {
            serving.close();
            throw e;
        }
    }

    private static AvitService start(
            AvitConfig config,
            HealthState health,
            AvitMetrics metrics,
            ModelsPage models,
            ServiceEndpoints endpoints,
            Serving serving,
            CompletableFuture<Void> ended) {
        health.well(Component.MODEL);
        health.well(Component.SELF_TEST);
        metrics.watchInFlight(serving.classifier()::inFlight);
        metrics.watchReadiness(health::isReady);

        AvroSerdes serdes = new AvroSerdes(config.registry().client());
        ImageEventReader events = new ImageEventReader(serdes.imageEvents().deserializer());
        ReferencedImages references = new ImageReferenceReader(
                config.frames().referenceRoots(), config.frames().decodeLimits())::read;
        Optional<Announced> announced = config.models().takesAnnouncements()
                ? Optional.of(Announced.start(config, serdes, serving, events, references, metrics, models))
                : Optional.empty();
        LookAhead lookAhead = new LookAhead(
                new FrameTasks(
                        serving.classifier(),
                        events,
                        references,
                        config.frames().skipStaleAfter(),
                        new CameraPriorities(config.elastic().highPriority()),
                        announced.<FrameOnlooker>map(Announced::shadow).orElse(FrameOnlooker.NONE)),
                Clock.systemUTC(),
                LOOK_AHEAD_MAX_AGE);
        metrics.watchLookAhead(lookAhead::size);

        Supervisor supervisor = new Supervisor(
                new ClusterMonitor(config, health),
                () -> {
                    if (announced.isPresent()) {
                        announced.get().awaitFirst();
                    }
                },
                () -> newRun(config, health, metrics, serving, serdes, lookAhead),
                RETRY,
                CLOSE_TIMEOUT);
        supervisor.ended().whenComplete((closed, failure) -> {
            if (failure == null) {
                ended.complete(null);
            } else {
                health.failed(Component.STREAM, String.valueOf(failure.getMessage()));
                ended.completeExceptionally(failure);
            }
        });
        AvitService service =
                new AvitService(health, metrics, endpoints, serving, announced, serdes, supervisor, ended);
        supervisor.start();
        return service;
    }

    private static TopologyRun newRun(
            AvitConfig config,
            HealthState health,
            AvitMetrics metrics,
            Serving serving,
            AvroSerdes serdes,
            LookAhead lookAhead) {
        TaskLanes lanes = new TaskLanes();
        TopicNames topics = config.topics().names();
        FramePipeline pipeline = new FramePipeline(
                topics,
                serdes,
                lookAhead,
                new OutcomeWait(config.operator().timeout()),
                lanes,
                new WindowSpec(
                        config.summaries().window(),
                        config.summaries().grace(),
                        config.summaries().idleClose()),
                new EventTime(
                        config.summaries().maxClockBehind(), config.summaries().maxClockAhead()),
                () -> serving.classifier().model().name() + ":"
                        + serving.classifier().model().version(),
                StartupChecks.deadLetterRoomBytes(config),
                frame -> observe(metrics, frame),
                FrameTracer.ofProcess());
        return new TopologyRun(
                pipeline.build(),
                StreamsSettings.streams(config),
                topics.frames(),
                lookAhead,
                lanes,
                metrics::transactionVetoed,
                new FailurePolicy(RETRY, sentence -> health.notReady(Component.STREAM, sentence)),
                (now, before) -> health.streamState(now),
                metrics::watch);
    }

    private static void observe(AvitMetrics metrics, ProcessedFrame frame) {
        metrics.frame(frame.camera(), frame.outcome());
        if (frame.outcome() instanceof Classified) {
            Instant now = Instant.now();
            metrics.published(
                    Duration.between(frame.facts().map(FrameFacts::capturedAt).orElse(frame.recordTime()), now),
                    Duration.between(frame.recordTime(), now));
        }
    }

    /**
     * Completes once the service is closed; exceptionally, as a rule with a {@link StartupRefusedException} or an
     * {@link OperatorLostException}, if it cannot go on. It is still to be closed then; a lost operator's memory and
     * threads are left to the end of the process.
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    public HealthState health() {
        return health;
    }

    /** Where {@code /livez /readyz /metrics /config /models /control} are served. */
    public URI endpoints() {
        return endpoints.address();
    }

    /** The meters, as Prometheus would scrape them. */
    public String scrape() {
        return metrics.scrape();
    }

    @Override
    public void close() {
        supervisor.close();
        announced.ifPresent(Announced::close);
        serving.close();
        serdes.close();
        metrics.close();
        endpoints.close();
        LOG.info("Stopped");
    }
}
