package dev.avitstreams.ops.load;

import dev.avitstreams.ops.camera.FramePublisher;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.process.Background;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a load and waits for what becomes of it. To be run once, by one thread. */
public final class LoadRun {
    private static final Duration TICK = Duration.ofMillis(100);

    private final LoadPlan plan;
    private final AvitConfig config;
    private final AvroSerdes serdes;
    private final StopSignal stop;
    private final LoadListener listener;
    private final Consumer<String> progress;
    private final Journeys journeys;
    private final long began = System.nanoTime();

    /**
     * @param config of the cluster: addresses, topics, limits
     * @param stop ends the load early; frames under way are waited for
     * @param progress told how far it is, several times a second
     */
    public LoadRun(LoadPlan plan, AvitConfig config, AvroSerdes serdes, StopSignal stop, Consumer<String> progress) {
        this(plan, config, serdes, LoadListener.NONE, stop, progress);
    }

    /** As the other, with someone who wants to know of each frame. */
    public LoadRun(
            LoadPlan plan,
            AvitConfig config,
            AvroSerdes serdes,
            LoadListener listener,
            StopSignal stop,
            Consumer<String> progress) {
        this.listener = listener;
        this.plan = plan;
        this.config = config;
        this.serdes = serdes;
        this.stop = stop;
        this.progress = progress;
        this.journeys = new Journeys(plan.steps().size());
    }

    /** @throws CommandFailure where frames cannot be sent or results not be read */
    public LoadReport run() {
        TopicNames topics = config.topics().names();
        LoadCameras cameras = new LoadCameras(plan.cameras(), plan.images());
        try (TopicTail tail = TopicTail.open(
                        StreamsSettings.consumer(config),
                        List.of(topics.labels(), topics.deadLetters()),
                        TopicTail.Start.END);
                FramePublisher publisher = new FramePublisher(
                        StreamsSettings.producer(config),
                        serdes.imageEvents().serializer(),
                        topics.frames(),
                        config.frames().maxBytes().intBytes())) {
            StopSignal over = StopSignal.internal();
            StopSignal enough = StopSignal.internal();
            LoadSender sender = new LoadSender(plan, cameras, publisher, journeys, listener, enough);
            OutcomeCollector collector = new OutcomeCollector(
                    tail, topics, serdes.frameLabels().deserializer(), cameras, journeys, listener, over);
            try (Background collecting = Background.start("load-results", collector);
                    over;
                    Background sending = Background.start("load-frames", sender);
                    enough) { // the first to be closed, upon which the senders end, then the readers
                follow(sending, collecting, sender, enough);
            }
            return new LoadReport(
                    plan.cameras(), seconds(), journeys.unclaimed(), journeys.report(plan, sender.backlogs()));
        }
    }

    private void follow(Background sending, Background collecting, LoadSender sender, StopSignal enough) {
        StopSignal tick = StopSignal.internal(); // the wish to stop ends the sending, not this waiting
        long finished = 0;
        long lastNews = System.nanoTime();
        while (sending.isRunning() || journeys.finished() < journeys.sent()) {
            if (stop.isRequested()) {
                enough.request();
            }
            Duration rest = Duration.ofNanos(System.nanoTime() - lastNews);
            if (!sending.isRunning() && rest.compareTo(plan.patience()) > 0) {
                return;
            }
            if (journeys.finished() > finished || sending.isRunning()) {
                finished = journeys.finished();
                lastNews = System.nanoTime();
            }
            require(sender.failure(), "Frames cannot be sent");
            require(sending.failure(), "Frames cannot be sent");
            require(collecting.failure(), "Results cannot be read");
            progress.accept(String.format(
                    Locale.ROOT,
                    "%4.0f s  sent %,d of %,d, finished %,d",
                    seconds(),
                    journeys.sent(),
                    plan.frames(),
                    finished));
            if (tick.await(TICK)) {
                throw CommandFailure.runtime("Interrupted while frames were under way.");
            }
        }
        require(sender.failure(), "Frames cannot be sent");
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void require(@Nullable Exception failure, String sentence) {
        if (failure != null) {
            throw CommandFailure.runtime(sentence + ": " + Sentences.of(failure), failure);
        }
    }
}
