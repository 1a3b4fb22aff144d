package dev.avitstreams.ops.dashboard;

import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.dashboard.board.CameraBoard;
import dev.avitstreams.ops.dashboard.board.CameraView;
import dev.avitstreams.ops.dashboard.board.Pulse;
import dev.avitstreams.ops.dashboard.board.SeenFrame;
import dev.avitstreams.ops.dashboard.http.Answer;
import dev.avitstreams.ops.dashboard.http.PageContent;
import dev.avitstreams.ops.dashboard.http.Query;
import dev.avitstreams.ops.dashboard.source.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what the page shows. What takes a question over the network is asked in the background. */
final class LiveContent implements PageContent, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveContent.class);
    private static final Duration ASK_EVERY = Duration.ofSeconds(4);

    private final DashboardPlan plan;
    private final CameraBoard board;
    private final Supplier<Optional<String>> trouble;
    private final FrameAnswers frames;
    private final SavingsAnswers savings;
    private final Clock clock;
    private final ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "avit-dashboard-asker");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Reading<Long> lag = Reading.unknown("Not asked yet.");
    private volatile Reading<Map<String, Long>> flushReasons = Reading.unknown("Not asked yet.");
    private volatile boolean isWatched;
    private long published; // of the ticking thread

    /** The form of an event: all that is to be shown, or what is new. */
    private record Event(Header header, List<CameraView> cameras) {}

    LiveContent(
            DashboardPlan plan,
            CameraBoard board,
            Supplier<Optional<String>> trouble,
            Supplier<Reading<Long>> lag,
            Supplier<Reading<Map<String, Long>>> flushReasons,
            FrameAnswers frames,
            SavingsAnswers savings,
            Clock clock) {
        this.plan = plan;
        this.board = board;
        this.trouble = trouble;
        this.frames = frames;
        this.savings = savings;
        this.clock = clock;
        asker.scheduleWithFixedDelay(
                () -> {
                    if (isWatched) {
                        this.lag = ask(lag);
                        this.flushReasons = ask(flushReasons);
                    }
                },
                0,
                ASK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A throw would end the asking. */
    private static <T> Reading<T> ask(Supplier<Reading<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.warn("A figure of the page's header could not be asked for; trying again.", e);
            return Reading.unknown("It could not be asked for; the server's log tells why (--verbose).");
        }
    }

    @Override
    public byte[] everything() {
        isWatched = true;
        return PageContent.event(
                "all", JsonReport.line(new Event(header(), board.since(0).cameras())));
    }

    @Override
    public Optional<byte[]> tick(boolean watched) {
        isWatched = watched;
        if (!watched) {
            return Optional.empty();
        }
        CameraBoard.Changes changes = board.since(published);
        published = changes.version();
        return Optional.of(PageContent.event("news", JsonReport.line(new Event(header(), changes.cameras()))));
    }

    @Override
    public Optional<Answer> answer(String path, Query query) {
        if (path.equals("/api/savings")) {
            return Optional.of(savings.answer(query.text("span")));
        }
        return frames.answer(path, query).or(() -> plan.more().apply(path));
    }

    private Header header() {
        long now = clock.millis();
        Pulse.Minute minute = board.lastMinute(now);
        Optional<SeenFrame> latest = board.latest();
        boolean some = minute.classified() > 0;
        return new Header(
                now,
                minute.framesPerSecond(),
                minute.classified(),
                minute.rejected(),
                minute.batchP50(),
                some ? 1 - (double) minute.macsExecuted() / Math.max(minute.macsDense(), 1) : null,
                some ? minute.operatorMillis() : null,
                plan.denseMillis().isPresent() ? plan.denseMillis().getAsDouble() : null,
                lag,
                flushReasons,
                latest.map(SeenFrame::model).orElse(""),
                latest.map(SeenFrame::operatingPoint).orElse(""),
                minute.points(),
                board.cameras(),
                board.turnedAway(),
                plan.privacy(),
                plan.commands(),
                trouble.get().orElse(""));
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
