package dev.avitstreams.ops.dashboard;

import dev.avitstreams.inference.image.ImageReferenceReader;
import dev.avitstreams.ops.dashboard.board.BoardReader;
import dev.avitstreams.ops.dashboard.board.CameraBoard;
import dev.avitstreams.ops.dashboard.http.PageServer;
import dev.avitstreams.ops.dashboard.source.FlushWatch;
import dev.avitstreams.ops.dashboard.source.FramePictures;
import dev.avitstreams.ops.dashboard.source.Lag;
import dev.avitstreams.ops.dashboard.source.Reading;
import dev.avitstreams.ops.inspect.RecordFetcher;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The live page of one cluster, until closed. */
public final class Dashboard implements AutoCloseable {
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final DashboardPlan plan;

    @SuppressWarnings("NullAway.Init") // set by open
    private URI address;

    private Dashboard(DashboardPlan plan) {
        this.plan = plan;
    }

    private void open(AvitConfig config) {
        TopicNames topics = config.topics().names();
        Map<String, Object> consumer = StreamsSettings.consumer(config);
        AvroSerdes serdes = own(new AvroSerdes(config.registry().client()));
        CameraBoard board = new CameraBoard(plan.maxCameras());
        BoardReader reader = own(BoardReader.start(consumer, topics, serdes, board));
        RecordFetcher records = own(RecordFetcher.open(consumer, List.of(topics.frames(), topics.labels())));
        Lag lag = own(new Lag(StreamsSettings.admin(config), config.applicationId(), topics.frames()));
        FramePictures pictures = new FramePictures(
                records,
                topics.frames(),
                serdes.imageEvents().deserializer(),
                new ImageReferenceReader(
                        config.frames().referenceRoots(), config.frames().decodeLimits()));
        Supplier<Reading<Map<String, Long>>> flushes = plan.metrics()
                .<Supplier<Reading<Map<String, Long>>>>map(FlushWatch::new)
                .orElse(() -> Reading.unknown("Not asked for: start the page with --metrics URL."));
        FrameAnswers frames = new FrameAnswers(plan, board, records, pictures, topics, serdes);
        Clock clock = Clock.systemUTC();
        SavingsAnswers savings = new SavingsAnswers(config, serdes, clock);
        LiveContent live = own(new LiveContent(plan, board, reader::trouble, lag, flushes, frames, savings, clock));
        address = own(PageServer.start(plan.host(), plan.port(), plan.token(), live))
                .address();
    }

    /**
     * Opens the topics and listens.
     *
     * @throws dev.avitstreams.ops.console.CommandFailure if the cluster does not answer, a topic is missing or the port
     *     is taken
     */
    public static Dashboard start(AvitConfig config, DashboardPlan plan) {
        Dashboard dashboard = new Dashboard(plan);
        try {
            dashboard.open(config);
            return dashboard;
        } catch (RuntimeException | Error e) {
            dashboard.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    /** What to open in a browser, with the token if there is one. */
    public String url() {
        return plan.token().map(token -> address + "?token=" + token).orElse(address.toString());
    }

    /** Where it listens, with the port really taken. */
    public URI address() {
        return address;
    }

    /** Stops listening and reading; last opened, first closed. */
    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("The page could not be closed in order: " + e.getMessage(), e);
            }
        }
    }
}
