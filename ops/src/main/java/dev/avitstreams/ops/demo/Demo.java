package dev.avitstreams.ops.demo;

import dev.avitstreams.ops.camera.FrameBudget;
import dev.avitstreams.ops.camera.FramePublisher;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.dashboard.Dashboard;
import dev.avitstreams.ops.dashboard.DashboardPlan;
import dev.avitstreams.ops.dashboard.board.FlushReasons;
import dev.avitstreams.ops.process.TemporaryFolder;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.service.AvitService;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Broker, registry, service and cameras in this process. {@link #run} belongs to one thread, which starts everything,
 * reads the output topics until every frame is accounted for, and stops everything. Fails as the service does where that
 * ends by itself.
 */
public final class Demo {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STALLED_AFTER = Duration.ofSeconds(90);
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final DemoPlan plan;
    private final Path model;
    private final PrintWriter out;
    private final StopSignal stop;

    /**
     * @param model folder of the model to run
     * @param stop ends the demo early, with an account of what was sent until then
     */
    public Demo(DemoPlan plan, Path model, PrintWriter out, StopSignal stop) {
        this.plan = plan;
        this.model = model;
        this.out = out;
        this.stop = stop;
    }

    /** How it ended. Where it was not stopped, a report that is not complete means frames were not accounted for. */
    public DemoReport run() throws IOException {
        try (Cast cast = Cast.open(plan, stop)) {
            Path folder = plan.folder().isPresent() ? plan.folder().get() : Files.createTempDirectory("avit-demo-");
            try {
                return run(cast, folder);
            } finally {
                if (plan.folder().isEmpty()) {
                    TemporaryFolder.delete(folder);
                }
            }
        }
    }

    private DemoReport run(Cast cast, Path folder) throws IOException {
        DemoSettings settings =
                DemoSettings.of(System.getenv(), model, folder, plan.page().isPresent() ? 0 : plan.httpPort());
        TopicCatalogue catalogue = settings.config().topicCatalogue();
        say("starting broker and registry …");
        try (EmbeddedStack stack = EmbeddedStack.start(folder, 0, 0, catalogue)) {
            say(
                    "  broker %s   registry %s",
                    stack.bootstrapServers(), stack.registry().describe());
            AvitConfig config = settings.at(
                            stack.bootstrapServers(), stack.registry().urls())
                    .config();
            say("starting the service …");
            try (AvitService service = AvitService.start(config)) {
                awaitReady(service);
                if (plan.page().isEmpty()) {
                    sayEndpoints(service.endpoints());
                    return stream(cast, config, catalogue, stack, service);
                }
                try (Dashboard dashboard =
                        Dashboard.start(config, dashboard(plan.page().get(), stack, service))) {
                    say("  page %s", dashboard.url());
                    sayEndpoints(dashboard.address());
                    return stream(cast, config, catalogue, stack, service);
                }
            }
        }
    }

    private void sayEndpoints(URI address) {
        say(
                "  metrics %s   health %s   configuration %s",
                address.resolve("/metrics"), address.resolve("/readyz"), address.resolve("/config"));
    }

    private DashboardPlan dashboard(DemoPage page, EmbeddedStack stack, AvitService service) {
        String cluster = " --bootstrap " + stack.bootstrapServers() + " --registry "
                + stack.registry().urls().get(0);
        return new DashboardPlan(
                "127.0.0.1",
                plan.httpPort(),
                page.token(),
                page.privacy(),
                page.denseMillis(),
                page.maxCameras(),
                Optional.of(service::scrape),
                page.commands().stream().map(command -> command + cluster).toList(),
                new ServicePages(service.endpoints()));
    }

    private void awaitReady(AvitService service) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!service.health().isReady()) {
            requireRunning(service);
            if (stop.await(POLL)) {
                throw CommandFailure.runtime("Stopped before the service was ready.");
            }
            if (System.nanoTime() > deadline) {
                throw CommandFailure.runtime("The service is not ready after " + READY_WITHIN.toSeconds() + " s. "
                        + service.health().troubles().strip());
            }
        }
    }

    /** Throws what the service ended with, as {@code avit run} does. */
    private static void requireRunning(AvitService service) {
        service.ended().getNow(null);
    }

    private DemoReport stream(
            Cast cast, AvitConfig config, TopicCatalogue catalogue, EmbeddedStack stack, AvitService service) {
        cast.describe((camera, source) -> say("  %s: %s", camera, source));
        say("");
        FrameAccount account = new FrameAccount();
        try (AvroSerdes serdes = new AvroSerdes(stack.registry());
                OutputReader reader = new OutputReader(
                        StreamsSettings.consumer(config), config.topics().names(), serdes, account);
                FramePublisher publisher = new FramePublisher(
                        StreamsSettings.producer(config),
                        serdes.imageEvents().serializer(),
                        catalogue.frames().name(),
                        config.frames().maxBytes().intBytes())) {
            FrameBudget budget =
                    plan.frames().isPresent() ? FrameBudget.of(plan.frames().getAsLong()) : FrameBudget.unlimited();
            DemoTicker ticker = new DemoTicker(out);
            try (CameraCrew crew = CameraCrew.start(cast.cameras(plan.framesPerSecond(), publisher), budget)) {
                follow(crew, reader, account, ticker, service);
                drain(crew, reader, account);
                return DemoReport.of(crew.sent(), account, ticker.seconds(), FlushReasons.in(service.scrape()));
            }
        }
    }

    /** Reads on until all cameras are done and all their frames accounted for, or stopping is wished. */
    private void follow(
            CameraCrew crew, OutputReader reader, FrameAccount account, DemoTicker ticker, AvitService service) {
        long progressAt = System.nanoTime();
        long accounted = 0;
        while (!stop.isRequested() && !(crew.isDone() && account.accountedFor() >= crew.sent())) {
            requireRunning(service);
            reader.read(POLL);
            ticker.tick(crew.sent(), account);
            crew.failure().ifPresent(failure -> {
                throw failure instanceof RuntimeException e
                        ? e
                        : CommandFailure.runtime("A camera failed: " + failure.getMessage(), failure);
            });
            if (account.accountedFor() > accounted || account.accountedFor() == crew.sent()) {
                accounted = account.accountedFor();
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > STALLED_AFTER.toNanos()) {
                say(
                        "Nothing has come out for %d s, %d frames are missing. %s",
                        STALLED_AFTER.toSeconds(),
                        crew.sent() - account.accountedFor(),
                        service.health().troubles().strip());
                return;
            }
        }
    }

    /** After a stop: lets the frames under way come out. */
    private static void drain(CameraCrew crew, OutputReader reader, FrameAccount account) {
        crew.close();
        long deadline = System.nanoTime() + DRAIN_WITHIN.toNanos();
        while (account.accountedFor() < crew.sent() && System.nanoTime() < deadline) {
            reader.read(POLL);
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
