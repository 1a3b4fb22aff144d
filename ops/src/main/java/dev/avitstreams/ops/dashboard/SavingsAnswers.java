package dev.avitstreams.ops.dashboard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.ops.dashboard.http.Answer;
import dev.avitstreams.ops.savings.SavingsLedger;
import dev.avitstreams.ops.savings.SavingsReport;
import dev.avitstreams.ops.savings.Span;
import dev.avitstreams.ops.savings.SummaryReader;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The savings of the last hour or day, read when asked for and kept for some seconds. Thread-safe; one read at a time. */
final class SavingsAnswers {
    private static final Duration KEPT = Duration.ofSeconds(10);
    /** A reader waits no longer; what has not been read by then is said to be missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final double DRIFT_LAYERS = 0.5;

    private final AvitConfig config;
    private final AvroSerdes serdes;
    private final Clock clock;

    @GuardedBy("this")
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Instant at, SavingsReport report) {}

    SavingsAnswers(AvitConfig config, AvroSerdes serdes, Clock clock) {
        this.config = config;
        this.serdes = serdes;
        this.clock = clock;
    }

    /** @param span {@code hour} or {@code day} */
    synchronized Answer answer(String span) {
        Instant now = clock.instant();
        Kept known = kept.get(span);
        if (known == null || known.at().plus(KEPT).isBefore(now)) {
            known = new Kept(clock.instant(), read(spanOf(span, now)));
            kept.put(span, known);
        }
        return Answer.json(known.report());
    }

    private static Span spanOf(String span, Instant now) {
        return switch (span) {
            case "hour" -> new Span(now.minus(Duration.ofHours(1)), now, Duration.ofMinutes(5));
            case "day" -> new Span(now.minus(Duration.ofDays(1)), now, Duration.ofHours(1));
            default -> throw new IllegalArgumentException("span is '" + span + "', must be hour or day.");
        };
    }

    private SavingsReport read(Span span) {
        SavingsLedger ledger = new SavingsLedger(span);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean complete = SummaryReader.read(config, serdes, span, ledger, () -> System.nanoTime() < deadline);
        return SavingsReport.of(ledger, complete, OptionalDouble.empty(), DRIFT_LAYERS);
    }
}
