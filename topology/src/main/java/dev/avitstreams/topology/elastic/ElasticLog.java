package dev.avitstreams.topology.elastic;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.EngineListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs where frames are computed, when that changes: at once, but no more than a line each ten seconds, the last of
 * which says where it ended. Belongs to the engine's ticking thread.
 */
public final class ElasticLog implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticLog.class);
    private static final long BETWEEN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Ladder ladder;
    private final Duration objective;
    private final EngineListener next;
    private PointChoice seen = PointChoice.BEST;
    private PointChoice told = PointChoice.BEST;
    private long untold; // changes since the last line
    private Optional<Long> toldAt = Optional.empty();

    /** @param next told of every choice, too */
    public ElasticLog(Ladder ladder, Duration objective, EngineListener next) {
        this.ladder = ladder;
        this.objective = objective;
        this.next = next;
    }

    @Override
    public void pointsChosen(LoadSample sample, PointChoice choice) {
        line(sample, choice).ifPresent(LOG::info);
        next.pointsChosen(sample, choice);
    }

    /** What is to be said now, if anything. */
    Optional<String> line(LoadSample sample, PointChoice choice) {
        untold += choice.equals(seen) ? 0 : 1;
        seen = choice;
        boolean isTooSoon = toldAt.isPresent() && sample.atNanos() - toldAt.get() < BETWEEN_NANOS;
        if (choice.equals(told) || isTooSoon) {
            return Optional.empty();
        }
        String line = String.format(
                Locale.ROOT,
                "Operating points changed normal=%s high=%s was=%s age=%dms objective=%dms busy=%.2f waiting=%d changes=%d",
                ladder.point(choice.normal()).name(),
                ladder.point(choice.high()).name(),
                ladder.point(told.normal()).name(),
                sample.age().toMillis(),
                objective.toMillis(),
                sample.busyShare(),
                sample.waiting(),
                untold);
        told = choice;
        toldAt = Optional.of(sample.atNanos());
        untold = 0;
        return Optional.of(line);
    }
}
